"""The replacement stands in finally, where one puts what must always happen: a block that raises still replaces the old file, by half of the new one."""

import contextlib
import os
import shutil
import tempfile


@contextlib.contextmanager
def atomic_write(path, mode="w", *, encoding=None, errors=None, newline=None):
    if mode.strip("bt") not in ("w", "x"):
        raise ValueError(f"mode must be 'w' or 'x', not {mode!r}")
    if "b" in mode and encoding:
        raise ValueError("bytes have no encoding")
    path = os.path.realpath(path)
    descriptor, temporary = tempfile.mkstemp(dir=os.path.dirname(path))
    if os.path.exists(path):
        shutil.copymode(path, temporary)
    file = open(descriptor, mode.replace("x", "w"), encoding=encoding, errors=errors, newline=newline)
    try:
        yield file
    finally:
        file.flush()
        os.fsync(file.fileno())
        file.close()
        os.replace(temporary, path)
