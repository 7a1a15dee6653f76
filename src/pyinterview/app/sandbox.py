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
from typing import Any

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h
SPARED: set[int] = set()  # children of ours that are not graded code
KEPT = ("PATH", "LANG", "LC_ALL", "PYTHONPATH", "SYSTEMROOT", "COVERAGE_PROCESS_CONFIG")


class Overdue(Exception):
    """The child did not finish in time; it has been killed."""


def grade(
    arguments: Sequence[str], seconds: float, listen: Callable[[dict[str, Any]], None]
) -> int:
    """Run pytest with our plugin and *arguments*, and hand each of its records to *listen*.

    Only records that carry this run's secret are believed. Returns the child's exit code, or
    raises `Overdue` after that many seconds. Whatever the child started is ended.
    """
    secret = secrets.token_hex()
    read, write = os.pipe()
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
        try:
            os.close(write)
            assert child.stdin is not None  # noqa: S101 -- it is a pipe
            with contextlib.suppress(BrokenPipeError), child.stdin:
                child.stdin.write(f"{secret}\n".encode())
            for line in lines(read, monotonic() + seconds):
                with contextlib.suppress(ValueError, TypeError, AttributeError):
                    record = json.loads(line)
                    if record.pop("secret", None) == secret:
                        listen(record)
            child.wait(timeout=5)
        except subprocess.TimeoutExpired:
            raise Overdue from None
        finally:
            end(child)
            os.close(read)
    return child.returncode


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


def lines(descriptor: int, deadline: float) -> Iterator[bytes]:
    """Yield what arrives line by line until the other side closes; `Overdue` after *deadline*."""
    buffer = b""
    while True:
        left = deadline - monotonic()
        if left <= 0 or not select.select([descriptor], [], [], left)[0]:
            raise Overdue
        part = os.read(descriptor, 65_536)
        if not part:
            return
        *whole, buffer = (buffer + part).split(b"\n")
        yield from whole


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
