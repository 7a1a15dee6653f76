"""Child processes that end when we do."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

PATIENCE = 10.0  # seconds a child gets to clean up after itself


def run_child(
    command: Sequence[str], environment: Mapping[str, str] | None = None, folder: Path | None = None
) -> subprocess.CompletedProcess[str]:
    """Run *command* and return what it printed; if we are stopped, it is asked to end first.

    `subprocess.run` would kill it at once, and what the child had started would live on.
    """
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=environment,
        cwd=folder,
    ) as child:
        try:
            printed, complained = child.communicate()
        except BaseException:
            child.terminate()
            try:
                child.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                child.kill()
            raise
    return subprocess.CompletedProcess(command, child.returncode, printed, complained)
