"""By tempfile.mkstemp and pathlib, with the umask asked for, as many libraries do it."""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO, Any


def sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def permissions_of(path: Path) -> int:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    mode = os.fstat(descriptor).st_mode
    os.close(descriptor)
    if not stat.S_ISREG(mode):
        raise OSError(f"{path} is not a regular file")
    return stat.S_IMODE(mode)


@contextmanager
def atomic_write(
    path: str | os.PathLike[str],
    mode: str = "w",
    *,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
) -> Iterator[IO[Any]]:
    if mode not in {"w", "wt", "wb", "x", "xt", "xb"}:
        raise ValueError(f"not a mode for writing: {mode!r}")
    place = Path(os.getcwd()) / path  # noqa: PTH109 -- Path.cwd is the same
    if mode.startswith("x") and os.path.lexists(place):
        raise FileExistsError(place)
    permissions = permissions_of(place)
    if mode.startswith("w"):
        for _ in range(40):
            if place.is_symlink():
                place = place.parent / place.readlink()
    with ExitStack() as stack:
        descriptor, name = tempfile.mkstemp(dir=place.parent)
        stack.callback(Path(name).unlink, missing_ok=True)
        mode_of_file = mode.replace("x", "w")
        try:
            file = open(  # noqa: PTH123, SIM115 -- a descriptor
                descriptor, mode_of_file, encoding=encoding, errors=errors, newline=newline
            )
        except ValueError:
            os.close(descriptor)
            raise
        with file:
            yield file
            os.fchmod(file.fileno(), permissions)
            file.flush()
            os.fsync(file.fileno())
        if mode.startswith("w"):
            Path(name).replace(place)
        else:
            place.hardlink_to(name)
    sync(place.parent)
