"""The museum: for every mistake there is a call that shows it, and no call can do harm."""

import contextlib
import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pyinterview.app import spotting
from pyinterview.app.codes import HOLDS
from pyinterview.app.practice import practisable
from pyinterview.app.programs import shown_by
from pyinterview.app.prose import source_path
from pyinterview.app.spotting import Exhibit, exhibits
from pyinterview.lab.evidence import BadInput

Run = Callable[..., subprocess.CompletedProcess[str]]

CALLS = shown_by()
MUSEUM = {exhibit.path.stem: exhibit for found in exhibits().values() for exhibit in found}


def test_the_table_has_every_mistake() -> None:
    assert set(CALLS) == set(MUSEUM)


@pytest.mark.parametrize("stem", CALLS)
def test_a_call_shows_it_and_its_sentence_is_told(
    stem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    exhibit = MUSEUM[stem]
    call = CALLS[stem]
    code = spotting.spot(exhibit.function, exhibit.number, call, listed=False, answer=False)
    said = capsys.readouterr().out
    assert code == HOLDS, said
    assert "Found. It " in said
    assert squeezed(exhibit.sentence) in squeezed(said)


def squeezed(text: str) -> str:
    """The text without line breaks."""
    return " ".join(text.split())


BY_FUNCTION = {MUSEUM[stem].function: call for stem, call in CALLS.items()}


@pytest.mark.parametrize("name", BY_FUNCTION)
def test_nothing_is_found_in_our_own_answer(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    ours = Exhibit(name, 1, source_path(practisable()[name]))
    assert not spotting.tried(ours, BY_FUNCTION[name])
    assert "Not yet. It " in capsys.readouterr().out


def test_a_fair_shuffle_in_another_order_is_no_find(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from_the_front = tmp_path / "shuffle.py"
    from_the_front.write_text(
        "def shuffle(items, rng):\n"
        "    for i in range(len(items) - 1):\n"
        "        j = rng.randrange(i, len(items))\n"
        "        items[i], items[j] = items[j], items[i]\n",
        encoding="utf-8",
    )
    for call in ("shuffle([1, 2, 3], Random(1))", "shuffle(list(range(50)), Random(1))"):
        assert not spotting.tried(Exhibit("shuffle", 1, from_the_front), call)
    assert "6 results, 1/6 each" in capsys.readouterr().out


def test_spot_shows_the_code_and_asks(run: Run) -> None:
    done = run("spot", "binary_search", "6")
    assert done.returncode == 0
    assert done.stdout.startswith("binary_search, mistake 6 of 6. What is wrong with it?")
    assert "def binary_search(items, target):" in done.stdout
    assert MUSEUM["binary_search_that_stops_early"].sentence not in done.stdout
    assert '--call "binary_search(...)"' in done.stdout


@pytest.mark.parametrize("words", [[], ["quick_sort"]])
def test_spot_shows_any_where_none_is_named(run: Run, words: list[str]) -> None:
    done = run("spot", *words)
    assert done.returncode == 0
    assert "What is wrong with it?" in done.stdout


def test_spot_lists_how_many_there_are(run: Run) -> None:
    said = run("spot", "--list").stdout
    assert f"{len(MUSEUM)} mistakes" in said
    assert set(re.findall(r"\d+  (\w+)", said)) == set(exhibits())
    assert run("spot", "quick_sort", "--list").stdout.count("quick_sort") == 1


def test_spot_answers(run: Run) -> None:
    exhibit = MUSEUM["binary_search_that_stops_early"]
    one = run("spot", "binary_search", str(exhibit.number), "--answer")
    assert (one.returncode, exhibit.sentence in squeezed(one.stdout)) == (0, True)
    every = squeezed(run("spot", "binary_search", "--answer").stdout)
    assert all(each.sentence in every for each in exhibits()["binary_search"])


def test_spot_runs_a_call_and_its_exit_code_tells(run: Run) -> None:
    found = run("spot", "binary_search", "6", "--call", "binary_search([7, 7, 7], 7)")
    assert (found.returncode, found.stderr) == (0, "")
    assert "Found. It returns 1; the answer returns 0." in found.stdout
    missed = run("spot", "binary_search", "6", "--call", "binary_search([1, 7], 7)")
    assert (missed.returncode, missed.stderr) == (1, "")
    assert "Not yet. It returns 1, as it should" in missed.stdout


def test_a_call_without_a_number_is_tried_on_all(run: Run) -> None:
    done = run("spot", "binary_search", "--call", "binary_search([7, 7, 7], 7)")
    assert done.returncode == 0
    assert "mistake 6:\nFound. It returns 1" in done.stdout
    assert "mistake 3:\nNot yet. It returns 0" in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["binary_serch"],
        ["binary_search", "7"],
        ["binary_search", "-1"],
        ["binary_search", "x"],
        ["37"],
        ["74"],
        ["--call", "binary_search([], 1)"],
        ["--answer"],
    ],
    ids=" ".join,
)
def test_a_wrong_command_line_is_one_sentence(run: Run, arguments: list[str]) -> None:
    done = run("spot", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "Traceback" not in done.stderr


NO_CALLS = [
    "7",
    "binary_search",
    "linear_search([1], 1)",
    "binary_search([1], 1",
    "import os",
    "print('x')",
    "binary_search.__class__([1], 1)",
    "(binary_search)(",
    "[" * 5_000,
    "-" * 5_000 + "1",
    "binary_search(" + "[" * 150 + "]" * 150 + ", 1" * 2_000 + ")",
    "binary_search([1], " + "9" * 5_000 + ")",
    "binary_search([" + "1, " * 5_000 + "], 1)",
    "\udcff",
]
NOT_PLAIN = [
    "binary_search(__import__('os').listdir(), 1)",
    "binary_search(open('/etc/passwd'), 1)",
    "binary_search([x for x in range(3)], 1)",
    "binary_search((lambda: [1])(), 1)",
    "binary_search([1] * 10**9, 1)",
    "binary_search([1] * 1000000000, 1)",
    "binary_search([[1] * 100000] * 100001, 1)",
    "binary_search(list(range(1000000000)), 1)",
    "binary_search(list(iter(range(1000000000))), 1)",
    "binary_search('a' * 1000000000, 1)",
    "binary_search(1 + 1, 1)",
    "binary_search([1] - [1], 1)",
    "binary_search(f'{1}', 1)",
    "binary_search(*[1, 2])",
    "binary_search(**{'items': [1], 'target': 1})",
    "binary_search({[1]}, 1)",
    "binary_search(range(1, 2, 0), 1)",
    "binary_search(eval, 1)",
    "binary_search(exit(), 1)",
    "binary_search([1], target=quit)",
    "binary_search(float('x'), 1)",
    "binary_search(range(1, stop=3), 1)",
]
NO_FIT = ["binary_search()", "binary_search([1])", "binary_search([1], 1, 1)", "binary_search(a=1)"]


@pytest.mark.parametrize("call", [*NO_CALLS, *NOT_PLAIN, *NO_FIT], ids=lambda call: call[:40])
def test_a_bad_call_is_one_sentence(call: str) -> None:
    with pytest.raises(BadInput) as caught:
        spotting.tried(MUSEUM["binary_search_that_scans"], call)
    said = str(caught.value)
    assert len(said) < 300
    assert "\n" not in said
    assert ("plain value" in said) == (call in NOT_PLAIN)


@pytest.mark.parametrize("call", ["7", *NOT_PLAIN[:1], *NO_FIT[:1]])
def test_a_bad_call_is_exit_2(run: Run, call: str) -> None:
    done = run("spot", "binary_search", "1", "--call", call)
    assert done.returncode == 2
    assert done.stderr.startswith("pyinterview: --call: ")
    assert done.stderr.count("\n") == 1


def test_a_call_that_takes_too_long_is_stopped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(spotting, "SECONDS", 2.0)
    endless = "linear_search(range(1000000000000), -1)"
    with pytest.raises(BadInput, match="takes even the right answer"):
        spotting.tried(MUSEUM["linear_search_by_truth"], endless)
    slow = "lower_bound(range(1000000000000), 7)"
    assert spotting.tried(MUSEUM["lower_bound_that_counts"], slow)
    assert "Found. It takes over" in capsys.readouterr().out


def test_a_call_that_takes_too_much_memory_is_stopped() -> None:
    with pytest.raises(BadInput, match="takes even the right answer"):
        spotting.tried(MUSEUM["merge_sort_by_pop_zero"], "merge_sort(range(1000000000))")


def interrupt(process: subprocess.Popen[bytes]) -> None:
    """Send SIGINT until it is heard: just before a read begins, Python sees it only afterwards."""
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=1)


def at_a_terminal(folder: Path, *lines: str) -> tuple[int, str]:
    """Run `spot binary_search 6` at a terminal, type *lines* one at a prompt, and look."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "pyinterview", "spot", "binary_search", "6"]
    environment = os.environ | {"TERM": "dumb", "COLUMNS": "100"}
    typed = list(lines)
    seen = b""
    with subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, cwd=folder, env=environment
    ) as process:
        os.close(slave)
        while True:
            try:
                part = os.read(master, 65_536)
            except OSError:  # Linux says so when the other side has closed
                break
            if not part:
                break
            seen += part
            if seen.endswith(b"> "):
                word = typed.pop(0)
                if word == "Ctrl-C":
                    interrupt(process)
                else:
                    os.write(master, word.encode())
        process.wait(timeout=30)
    os.close(master)
    return process.returncode, seen.decode().replace("\r\n", "\n")


def test_at_a_terminal_calls_are_asked_for_until_one_shows_it(tmp_path: Path) -> None:
    code, seen = at_a_terminal(
        tmp_path,
        "what?\n",
        "binary_search([1, 2], open('x'))\n",
        "binary_search([1, 7], 7)\n",
        "binary_search([7, 7, 7], 7)\n",
    )
    assert code == 0
    assert "'what?' is not a call like binary_search(...)." in seen
    assert "an argument is a plain value" in seen
    assert "Not yet. It returns 1, as it should" in seen
    assert "Found. It returns 1; the answer returns 0." in seen
    assert seen.count(MUSEUM["binary_search_that_stops_early"].sentence) == 1


@pytest.mark.parametrize("typed", ["\n", "\x04"], ids=["an empty line", "end of input"])
def test_at_a_terminal_one_can_give_up(tmp_path: Path, typed: str) -> None:
    code, seen = at_a_terminal(tmp_path, typed)
    assert code == 1
    assert MUSEUM["binary_search_that_stops_early"].sentence in seen


def test_at_a_terminal_ctrl_c_ends_it_quietly(tmp_path: Path) -> None:
    code, seen = at_a_terminal(tmp_path, "Ctrl-C")
    assert code == 130
    assert "Traceback" not in seen
