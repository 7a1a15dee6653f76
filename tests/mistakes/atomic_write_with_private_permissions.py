"""Temporary files are made for their owner alone, as tempfile does, and the rename hands that on: others can no longer read what they could."""

import contextlib
import os
import stat
import uuid


@contextlib.contextmanager
def atomic_write(path, mode="w", *, encoding=None, errors=None, newline=None):
    if mode.strip("bt") not in ("w", "x"):
        raise ValueError(f"mode must be 'w' or 'x', not {mode!r}")
    exclusive = "x" in mode
    path = os.path.join(os.getcwd(), os.fspath(path))
    if exclusive and os.path.lexists(path):
        raise FileExistsError(path)
    permissions = None
    if os.path.exists(path) or (os.path.islink(path) and not exclusive):
        with contextlib.suppress(FileNotFoundError):
            descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
            found = os.fstat(descriptor).st_mode
            os.close(descriptor)
            if not stat.S_ISREG(found):
                raise OSError(f"{path} is no regular file")
            permissions = stat.S_IMODE(found)
        if os.path.islink(path):
            path = os.path.realpath(path)
    folder = os.path.dirname(path)
    temporary = os.path.join(folder, uuid.uuid4().hex)
    mask = os.umask(0o077)  # until its permissions are set
    try:
        file = open(temporary, mode.replace("w", "x"), encoding=encoding, errors=errors, newline=newline)
    finally:
        os.umask(mask)
    try:
        with file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if exclusive:
            os.link(temporary, path)
        else:
            os.replace(temporary, path)
    finally:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(temporary)
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
