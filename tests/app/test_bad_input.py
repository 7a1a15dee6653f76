"""Whatever a reader types: one sentence and a documented exit code, or the true answer."""

import inspect
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from pyinterview.app.demonstrate import demo_function
from pyinterview.app.prose import is_written
from pyinterview.catalog import ROWS

Run = Callable[..., subprocess.CompletedProcess[str]]

WRITTEN = [row for row in ROWS if is_written(row)]
NOT_NUMBERS = ["1,x,3", "3.5", "1_000", "0x10", "\u0663", "1e3", "nan", "7" * 5_000, "1,,2"]
FRACTIONS = ("3.5", "1e3")  # where a fraction is wanted
NOT_READABLE = ["@nowhere.txt", "@.", "@binary", "@latin1", "@nul", "@/dev/zero", "@\n"]


def options() -> list[tuple[str, str, Any]]:
    """Every option of every demo, with its type."""
    return [
        (row.demo, "--" + name.replace("_", "-"), get_type_hints(demo_function(row))[name])
        for row in WRITTEN
        for name in inspect.signature(demo_function(row)).parameters
    ]


def is_text(kind: Any) -> bool:
    """Whether any text is a fair value."""
    return "str" in str(kind)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """A directory of files that are not lists of numbers."""
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    (tmp_path / "latin1").write_bytes(b"1,\xe9,3")
    (tmp_path / "nul").write_bytes(b"1,\x00,3")
    return tmp_path


def check(done: Any, option: str, *, must_refuse: bool) -> None:
    """One sentence that names the option and nothing else, or an answer and no complaint."""
    assert "Traceback" not in done.stderr + done.stdout
    if done.returncode == 0 and not must_refuse:
        assert done.stderr == ""
        return
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert len(done.stderr) < 300
    assert option in done.stderr


@pytest.mark.parametrize(("demo", "option", "kind"), options())
def test_every_option_of_every_demo(
    run: Run, files: Path, demo: str, option: str, kind: Any
) -> None:
    if kind is bool:
        check(run("demo", demo, option, "x"), "'x'", must_refuse=True)
        return
    for value in NOT_NUMBERS:
        fine = is_text(kind) or ("float" in str(kind) and value in FRACTIONS)
        check(run("demo", demo, f"{option}={value}"), option, must_refuse=not fine)
    if "Sequence" in str(kind):
        for value in NOT_READABLE:
            check(run("demo", demo, option, value, folder=files), option, must_refuse=True)
    check(run("demo", demo, option), option, must_refuse=True)
    check(run("demo", demo, f"{option}="), option, must_refuse=False)
    check(run("demo", demo, option, ""), option, must_refuse=False)


@pytest.mark.parametrize(
    ("demo", "option"), [(demo, option) for demo, option, kind in options() if "Seq" in str(kind)]
)
def test_a_megabyte_on_standard_input_is_answered_or_refused_in_time(
    run: Run, demo: str, option: str
) -> None:
    done = run("demo", demo, option, "-", text_in=" ".join(map(str, range(150_000))))
    check(done, option, must_refuse=False)


@pytest.mark.parametrize("name", ["0", "74", "-1", "999", "1.5", "\u0663\u0667", "9" * 5_000, ""])
@pytest.mark.parametrize("command", ["demo", "show", "bench", "prove"])
def test_an_unknown_number_is_one_sentence(run: Run, command: str, name: str) -> None:
    done = run(command, name)
    check(done, "pyinterview: ", must_refuse=True)


@pytest.mark.parametrize("command", ["demo", "show", "bench", "prove"])
def test_a_near_miss_is_suggested(run: Run, command: str) -> None:
    assert "did you mean binary_search" in run(command, "binary_serch").stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["show"],
        ["demo"],
        ["show", "37", "38"],
        ["show", "37", "--nonsense"],
        ["demo", "binary_search", "--nonsense", "3"],
        ["demo", "binary_search", "9,4"],
        ["demo", "binary_search", "--target", "1", "--target", "2"],
        ["demo", "binary_search", "--target", "1", "2"],
        ["list", "a", "b"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_exit_2_and_a_short_complaint(
    run: Run, arguments: list[str]
) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert 1 <= done.stderr.count("\n") <= 3
    assert "Traceback" not in done.stderr


def test_a_command_that_is_an_answer_is_pointed_to_its_demo(run: Run) -> None:
    assert "pyinterview demo binary_search" in run("binary_search").stderr


@pytest.mark.parametrize("command", ["demo", "show", "bench", "prove"])
def test_an_answer_not_written_yet_is_exit_3_and_says_so(run: Run, command: str) -> None:
    unwritten = next(row for row in ROWS if not is_written(row))
    done = run(command, unwritten.demo)
    assert done.returncode == 3
    assert done.stdout == ""
    assert done.stderr.endswith("is not written yet\n")


def test_control_characters_in_a_message_are_escaped_and_long_values_cut(run: Run) -> None:
    said = run("demo", "binary_search", "--target", "\x1b[31mred" * 50).stderr
    assert "\x1b" not in said
    assert len(said) < 200
