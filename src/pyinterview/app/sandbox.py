"""Run a child that executes a reader's file: limited, listened to, and never left behind.

It stops mistakes, runaway code and lazy cheats. It does not protect from code that means harm:
that has the reader's own rights, and belongs into a container.
"""

import contextlib
import json
import os
import secrets
import select
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

from pyinterview.app.watching import SHORT, waited

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
SPARED: set[int] = set()  # children of ours that are not graded code
KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG")


LONGEST = 4 * 2**20  # bytes in one record
GRACE = 1.5  # seconds that a child gets beyond its own limits to say so itself


class Overdue(Exception):
    """The child did not finish in time and has been killed: what it was doing, and the limit."""

    def __init__(self, what: str, seconds: float) -> None:
        super().__init__(what, seconds)
        self.what = what
        self.seconds = seconds


class Ending(NamedTuple):
    """How a child ended, and what it was doing then."""

    code: int
    doing: str


class Deadline:
    """Until when a child has to tell something, and what it is doing."""

    def __init__(self, seconds: float) -> None:
        self.child = 0
        self.what = "starting"
        self.limit = seconds
        self.due = self.last = monotonic() + seconds
        self.queued = 0.0

    def move(self, what: str, seconds: float) -> None:
        """Allow so many seconds for *what*, within those for everything."""
        self.what = what
        self.due = min(self.last, monotonic() + seconds + GRACE)
        self.limit = seconds

    def left(self) -> float:
        """Return the seconds left; what the child stood in the queue is given back."""
        left = self.due - monotonic()
        if left <= 0:
            lost, self.queued = waited(self.child) - self.queued, waited(self.child)
            if lost > SHORT:
                self.due += lost
                self.last += lost
                left = self.due - monotonic()
        return left


def grade(
    arguments: Sequence[str], seconds: float, listen: Callable[[dict[str, Any]], None]
) -> Ending:
    """Run pytest with our plugin and *arguments*, and hand each of its records to *listen*.

    Only records that carry this run's secret are believed, and nothing after the one called "end".
    A record "doing" says how long its work may take. `Overdue` is raised after that time, or after
    *seconds* in all. Whatever the child started is ended.
    """
    secret = secrets.token_hex()
    read, write = os.pipe()
    deadline = Deadline(seconds)
    with tempfile.TemporaryDirectory(prefix="pyinterview-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-P", "-m", "pytest", "-p", "pyinterview.app.grader"]
        command += ["-s", f"--report={write}", *arguments]
        adopt_orphans()
        child = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[write],
            start_new_session=True,
            cwd=folder,
            env=environment(folder),
        )
        deadline.child = child.pid
        try:
            os.close(write)
            assert child.stdin is not None  # noqa: S101 -- it is a pipe
            with contextlib.suppress(BrokenPipeError), child.stdin:
                child.stdin.write(f"{secret}\n".encode())
            for line in lines(read, deadline):
                record = believed(line, secret)
                if record.get("kind") == "doing":
                    deadline.move(record["what"], record["seconds"])
                elif record:
                    listen(record)
                if record.get("kind") == "end":
                    break
            else:  # it has closed the pipe: it ends, or goes on in secret
                child.wait(timeout=GRACE)
        except (Late, subprocess.TimeoutExpired):
            raise Overdue(deadline.what, deadline.limit) from None
        finally:
            end(child)
            os.close(read)
            open_up(folder)
    return Ending(child.returncode, deadline.what)


def believed(line: bytes, secret: str) -> dict[str, Any]:
    """Return the record in *line*, or an empty one if it is not from our own plugin."""
    try:
        record = json.loads(line)
        return record if record.pop("secret") == secret else {}
    except (ValueError, TypeError, AttributeError, LookupError, RecursionError):
        return {}


def open_up(folder: str) -> None:
    """Give back the rights that a child took from its folders, so that they can be removed."""
    for place, _, _ in os.walk(folder):
        with contextlib.suppress(OSError):
            os.chmod(place, 0o700)  # noqa: PTH101 -- as os.walk gives it


def environment(folder: str) -> Mapping[str, str]:
    """Return the few variables a graded program gets; every path in them is temporary."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    ours = {
        "HOME": folder,
        "TMPDIR": folder,
        "HYPOTHESIS_PROFILE": "grade",
        "HYPOTHESIS_STORAGE_DIRECTORY": folder,
        "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
    }
    return kept | ours


class Late(Exception):
    """Nothing believable came in time."""


def lines(descriptor: int, deadline: Deadline) -> Iterator[bytes]:
    """Yield what arrives line by line until the other side closes; `Late` after *deadline*."""
    buffer = bytearray()
    while True:
        left = deadline.left()
        if left <= 0:
            raise Late
        if not select.select([descriptor], [], [], left)[0]:
            continue
        part = os.read(descriptor, 65_536)
        if not part:
            return
        buffer += part
        if part.find(b"\n") >= 0:
            *whole, rest = bytes(buffer).split(b"\n")
            buffer = bytearray(rest)
            yield from whole
        elif len(buffer) > LONGEST:
            buffer.clear()  # no record of ours


def adopt_orphans() -> None:
    """Become the parent of what a child leaves behind (Linux), so that it can be found."""
    if sys.platform == "linux":
        import ctypes  # noqa: PLC0415 -- only here

        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def end(child: subprocess.Popen[bytes]) -> None:
    """Kill the child's whole group, then every process that became ours by adoption."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    for _ in range(100):  # a dying process may have started others
        adopted = children() - SPARED
        if not adopted:
            return
        for process in adopted:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(process, signal.SIGKILL)
            with contextlib.suppress(ChildProcessError):
                os.waitpid(process, 0)


def children() -> set[int]:
    """Return the process ids of our children, where the system lists them (Linux)."""
    listed = Path(f"/proc/self/task/{os.getpid()}/children")
    return set(map(int, listed.read_text().split())) if listed.exists() else set()
