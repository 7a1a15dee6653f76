"""Start the real command, as a reader would."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run ``python -m pyinterview`` with arguments, in an empty directory."""

    def command(
        *arguments: str, text_in: str = "", folder: Path = tmp_path, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "pyinterview", *arguments],
            input=text_in,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            timeout=60,
            cwd=folder,
            env=os.environ | environment,
        )

    return command
