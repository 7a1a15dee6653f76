"""A with statement around open closes the file whatever happens, and that is taken for safety: the old content is gone before the first new byte is written."""

from contextlib import contextmanager


@contextmanager
def atomic_write(path, mode="w", *, encoding=None, errors=None, newline=None):
    if mode.strip("bt") not in ("w", "x"):
        raise ValueError(f"mode must be 'w' or 'x', not {mode!r}")
    with open(path, mode, encoding=encoding, errors=errors, newline=newline) as file:
        yield file
