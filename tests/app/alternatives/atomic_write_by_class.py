"""By a class with __enter__ and __exit__, relative to an open directory."""

import contextlib
import errno
import os
import secrets
import stat
from pathlib import Path
from types import TracebackType
from typing import IO, Any


class Writer:
    def __init__(self, path: Any, mode: str, **how: Any) -> None:
        if len(set(mode) & {"w", "x"}) != 1 or not set(mode) <= {"w", "x", "b", "t"}:
            raise ValueError(f"cannot write atomically with mode {mode!r}")
        self.path, self.mode, self.how = os.fspath(path), mode, how

    def open_target(self) -> int | None:
        if "x" in self.mode:
            if os.path.lexists(self.path):
                raise FileExistsError(errno.EEXIST, "it exists", self.path)
            return None
        try:
            return os.open(self.path, os.O_WRONLY | os.O_NONBLOCK)
        except FileNotFoundError:
            return None

    def __enter__(self) -> IO[Any]:
        permissions = None
        target = self.open_target()
        if target is not None:
            found = os.fstat(target).st_mode
            os.close(target)
            if not stat.S_ISREG(found):
                raise OSError(errno.EINVAL, "no regular file", self.path)
            permissions = stat.S_IMODE(found)
        path = self.path
        if "w" in self.mode and Path(path).is_symlink():
            path = os.path.realpath(path)
        folder, self.name = os.path.split(path)
        self.folder = os.open(folder or ".", os.O_RDONLY | os.O_DIRECTORY)
        self.temporary = f".{secrets.token_hex(12)}"
        try:
            self.file: IO[Any] = open(
                self.temporary,
                self.mode.replace("w", "x"),
                opener=lambda name, flags: os.open(
                    name, flags, permissions or 0o666, dir_fd=self.folder
                ),
                **self.how,
            )
            if permissions:
                os.fchmod(self.file.fileno(), permissions)
        except BaseException:
            self.clean_up()
            raise
        return self.file

    def clean_up(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            os.unlink(self.temporary, dir_fd=self.folder)
        os.close(self.folder)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            with self.file:
                if kind is None:
                    self.file.flush()
                    os.fsync(self.file.fileno())
            if kind is None:
                give_name = os.link if "x" in self.mode else os.replace
                give_name(self.temporary, self.name, src_dir_fd=self.folder, dst_dir_fd=self.folder)
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(self.temporary, dir_fd=self.folder)
                os.fsync(self.folder)
        finally:
            self.clean_up()


def atomic_write(
    path: Any,
    mode: str = "w",
    *,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
) -> Writer:
    return Writer(path, mode, encoding=encoding, errors=errors, newline=newline)
