"""Nobody looks at the directory after an error, so the temporary file of every block that raised stays there for good."""

import contextlib
import os
import shutil
import uuid


@contextlib.contextmanager
def atomic_write(path, mode="w", *, encoding=None, errors=None, newline=None):
    if mode.strip("bt") not in ("w", "x"):
        raise ValueError(f"mode must be 'w' or 'x', not {mode!r}")
    path = os.path.realpath(path)
    temporary = os.path.join(os.path.dirname(path), uuid.uuid4().hex)
    with open(temporary, mode.replace("w", "x"), encoding=encoding, errors=errors, newline=newline) as file:
        if os.path.exists(path):
            shutil.copymode(path, temporary)
        yield file
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
