"""Ctrl-C waits while a temporary directory is made or removed, and is heard afterwards."""

import os
import shutil
import signal
import tempfile
from pathlib import Path
from typing import Any

import pytest

from pyinterview.lab.scratch import interrupts_held, scratch_folder


def interrupt() -> None:
    """Send Ctrl-C to this process."""
    os.kill(os.getpid(), signal.SIGINT)


def test_an_interrupt_waits_for_the_end_of_the_block() -> None:
    done = []

    def block() -> None:
        with interrupts_held():
            interrupt()
            done.append("the rest of the block")

    with pytest.raises(KeyboardInterrupt):
        block()
    assert done


@pytest.mark.parametrize("when", ["mkdtemp", "rmtree"])
def test_an_interrupt_leaves_no_directory(
    when: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    module: Any = tempfile if when == "mkdtemp" else shutil
    original = getattr(module, when)

    def interrupted(*arguments: Any, **named: Any) -> Any:
        interrupt()
        return original(*arguments, **named)

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(module, when, interrupted)
    with pytest.raises(KeyboardInterrupt), scratch_folder() as folder:
        Path(folder, "file").touch()
    assert list(tmp_path.iterdir()) == []


def test_an_error_in_the_block_leaves_no_directory() -> None:
    folders = []

    def block() -> None:
        with scratch_folder() as folder:
            folders.append(Path(folder))
            raise KeyError

    with pytest.raises(KeyError):
        block()
    assert not folders[0].exists()
