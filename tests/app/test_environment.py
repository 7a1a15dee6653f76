"""Hostile surroundings: closed output, signals, odd locales, a reader's own random.py."""

import os
import pty
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

COMMAND = [sys.executable, "-m", "pyinterview"]
DEMO = [*COMMAND, "demo", "binary_search"]


def test_a_reader_that_has_gone_hears_nothing() -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(DEMO, stdout=write, stderr=subprocess.PIPE, text=True, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has /dev/full")
def test_a_full_disk_is_one_sentence() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(DEMO, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 74
    assert done.stderr == "pyinterview: cannot write the output: No space left on device\n"


def test_a_closed_output_is_one_sentence() -> None:
    closed = ["sh", "-c", 'exec "$@" >&-', "sh", *DEMO]
    done = subprocess.run(closed, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (74, 1)


def test_a_closed_input_is_one_sentence() -> None:
    closed = ["sh", "-c", 'exec "$@" <&-', "sh", *DEMO, "--items", "-"]
    done = subprocess.run(closed, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_quietly_with_128_plus_its_number(number: signal.Signals) -> None:
    with subprocess.Popen(
        [*COMMAND, "prove", "binary_search", "linear_search", "merge_sort", "shuffle"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline()  # it is at work
        process.send_signal(number)
        _, complaint = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert complaint == ""


@pytest.mark.parametrize("name", ["random", "bisect", "typing", "json", "dataclasses", "cyclopts"])
def test_the_readers_own_modules_do_not_stand_in_for_ours(
    run: Run, tmp_path: Path, name: str
) -> None:
    (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')", encoding="utf-8")
    done = run("demo", "shuffle")
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"COLUMNS": "0"},
        {"COLUMNS": "1"},
        {"COLUMNS": "many"},
        {"TERM": "dumb", "FORCE_COLOR": "1"},
        {"NO_COLOR": "1"},
        {"FORCE_COLOR": "1"},
        {"HOME": "/nonexistent"},
        {"PYTHONIOENCODING": "ascii"},
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    ],
    ids=str,
)
def test_odd_environments_change_the_look_and_nothing_else(
    run: Run, environment: dict[str, str]
) -> None:
    for arguments in (
        ["demo", "binary_search"],
        ["show", "37"],
        ["list"],
        ["bench", "37", "--help"],
    ):
        done = run(*arguments, **environment)
        assert done.returncode == 0, done.stderr
        assert done.stderr == ""


def test_an_empty_environment_is_enough(tmp_path: Path) -> None:
    done = subprocess.run(DEMO, capture_output=True, text=True, check=False, env={}, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_deleted_working_directory_is_no_obstacle(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    gone = ["sh", "-c", 'cd "$0" && rmdir "$0" && exec "$@"', str(folder), *DEMO]
    done = subprocess.run(gone, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_person_at_a_terminal_sees_colours_and_the_same_words(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100"}
    environment.pop("NO_COLOR", None)
    with subprocess.Popen(
        DEMO, stdout=slave, stderr=slave, stdin=slave, env=environment, cwd=tmp_path
    ) as process:
        os.close(slave)
        seen = b""
        while True:
            try:
                part = os.read(master, 65_536)
            except OSError:  # Linux says so when the other side has closed
                break
            if not part:
                break
            seen += part
    os.close(master)
    assert process.returncode == 0
    assert b"\x1b[1;32mholds\x1b[0m" in seen
    assert b"no search by comparison does better in the worst case" in seen


def test_nothing_is_left_behind_in_the_working_directory(run: Run, tmp_path: Path) -> None:
    for arguments in (["demo", "37"], ["show", "37"], ["prove", "37"], ["bench", "37"], ["doctor"]):
        run(*arguments)
    assert list(tmp_path.iterdir()) == []


def test_an_unexpected_error_is_one_sentence_and_a_log(run: Run, tmp_path: Path) -> None:
    """A broken copy of the package stands for a defect of ours."""
    import pyinterview  # noqa: PLC0415

    copy = tmp_path / "copy" / "pyinterview"
    shutil.copytree(Path(pyinterview.__file__).parent, copy)
    (copy / "algorithms" / "searching.py").write_text("def demo_binary_search(): 1 / 0\n")
    (copy / "algorithms" / "__init__.py").write_text("")
    done = run("demo", "binary_search", PYTHONPATH=str(copy.parent), TMPDIR=str(tmp_path))
    assert done.returncode == 70
    assert done.stderr.count("\n") == 1
    log = Path(done.stderr.split()[-1])
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
