"""Refuse, inside a graded process, what an answer never does: write files, start programs, dial.

An audit hook cannot be taken back, so this is for processes that end soon. It stops accidents; it
is no wall against code that means harm.
"""

import os
import sys
from typing import Any

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = {
    "os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir",
    "os.symlink", "os.truncate", "os.utime", "shutil.rmtree",
}  # fmt: skip
FORBIDDEN = {
    "ctypes.dlopen", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.killpg", "os.posix_spawn",
    "os.spawn", "os.system", "pty.spawn", "signal.pthread_kill", "socket.bind", "socket.connect",
    "subprocess.Popen",
}  # fmt: skip


class Refused(PermissionError):
    """An answer may not do this."""


def confine(folder: str) -> None:
    """From now on allow writing below *folder* alone, and neither programs nor connections."""
    inside = (os.path.realpath(folder) + os.sep, "/dev/null")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event in FORBIDDEN:
            raise Refused(f"an answer may not call {event}")
        if event == "open":
            path, _, flags = arguments
            if isinstance(path, str | bytes | os.PathLike) and flags & WRITING:
                refuse_outside(path, inside)
        elif event in CHANGING:
            for path in arguments[:2]:
                if isinstance(path, str | bytes | os.PathLike):
                    refuse_outside(path, inside)

    sys.addaudithook(hook)


def refuse_outside(path: Any, inside: tuple[str, ...]) -> None:
    """Raise `Refused` for a path that is not in the temporary directory."""
    real = os.path.realpath(os.fsdecode(path))
    if not real.startswith(inside):
        raise Refused(f"an answer may not write to {real[:100]}")
