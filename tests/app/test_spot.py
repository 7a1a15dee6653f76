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
from pyinterview.app.prose import source_path
from pyinterview.app.spotting import Exhibit, exhibits
from pyinterview.lab.evidence import BadInput

Run = Callable[..., subprocess.CompletedProcess[str]]

# What a reader may type to show each of the mistakes.
CALLS = {
    "binary_search_that_checks_order": "binary_search(list(range(1000)), 7)",
    "binary_search_that_misses_the_last": "binary_search([1, 2, 3], 3)",
    "binary_search_that_returns_minus_one": "binary_search([1, 3], 2)",
    "binary_search_that_scans": "binary_search(list(range(1000)), 999)",
    "binary_search_that_slices": "binary_search(list(range(1000)), 999)",
    "binary_search_that_stops_early": "binary_search([7, 7, 7], 7)",
    "count_operations_by_length": "count_operations(sorted, range(10))",
    "count_operations_by_less_than": "count_operations(duplicates_by_equality, range(10))",
    "duplicate_positions_by_index": "duplicate_positions('aa')",
    "duplicate_positions_in_order_of_first_sight": "duplicate_positions('abba')",
    "duplicate_positions_of_everything": "duplicate_positions('ab')",
    "duplicate_positions_that_forget_the_first": "duplicate_positions('aa')",
    "duplicates_by_equality_by_repr": "duplicates_by_equality([1, 1.0])",
    "duplicates_by_equality_of_all_items": "duplicates_by_equality(list(range(50)))",
    "duplicates_by_equality_that_reports_repeats": "duplicates_by_equality([1, 1, 1])",
    "duplicates_by_sorting_by_equality": "duplicates_by_sorting([float('nan'), float('nan')])",
    "duplicates_by_sorting_in_place": "duplicates_by_sorting([2, 1])",
    "duplicates_by_sorting_that_asks_both_ways": "duplicates_by_sorting([7] * 100)",
    "duplicates_by_sorting_that_misses_the_last_group": "duplicates_by_sorting([1, 2, 2])",
    "find_duplicates_by_count": "find_duplicates([1, 1])",
    "find_duplicates_by_counter": "find_duplicates([1, 2, 2, 1])",
    "find_duplicates_by_list_membership": "find_duplicates(list(range(100)))",
    "find_duplicates_by_set_difference": "find_duplicates([1, 1, 1])",
    "find_duplicates_by_two_sets": "find_duplicates([2, 2, 1, 1])",
    "find_duplicates_in_order_of_first_sight": "find_duplicates([1, 2, 2, 1])",
    "find_duplicates_that_lists_a_triple_twice": "find_duplicates([1, 1, 1])",
    "find_duplicates_that_looks_in_its_result": "find_duplicates(list(range(50)) * 3)",
    "heap_sort_by_min_and_remove": "heap_sort(list(range(100)))",
    "heap_sort_by_the_textbook": "heap_sort(list(range(1000)))",
    "heap_sort_that_rebuilds": "heap_sort(list(range(100)))",
    "heap_sort_without_the_last_child": "heap_sort([2, 3, 1])",
    "insertion_sort_by_min_and_remove": "insertion_sort(list(range(100)))",
    "insertion_sort_by_selection": "insertion_sort(list(range(100)))",
    "insertion_sort_from_the_left": "insertion_sort(list(range(100)))",
    "insertion_sort_that_compares_pairs": "insertion_sort(['b', 'a'], key=len)",
    "insertion_sort_that_spares_the_first": "insertion_sort([2, 1])",
    "linear_search_by_truth": "linear_search([5], 5)",
    "linear_search_that_counts_twice": "linear_search(iter('ab'), 'b')",
    "linear_search_that_never_stops": "linear_search([5, 5], 5)",
    "lower_bound_by_key_of_target": "lower_bound(['a', 'bb', 'cc'], 2, key=len)",
    "lower_bound_that_counts": "lower_bound(list(range(1000)), 7)",
    "merge_sort_by_pop_zero": "merge_sort(list(range(1000)))",
    "merge_sort_by_reversing_the_result": "merge_sort(['b', 'a'], key=len, reverse=True)",
    "merge_sort_that_asks_the_key_again": "merge_sort(list(range(100)), key=abs)",
    "merge_sort_that_bubbles": "merge_sort(list(range(100)))",
    "merge_sort_that_forgets_the_rest": "merge_sort([1, 2])",
    "merge_sort_that_is_unstable": "merge_sort(['b', 'a'], key=len)",
    "quick_sort_by_recursion": f"quick_sort({[*range(1400, 0, -2), *range(1, 1400, 2)]})",
    "quick_sort_by_the_first": "quick_sort(list(range(2000)))",
    "quick_sort_by_two_ways": "quick_sort([7] * 200)",
    "quick_sort_that_drops_equals": "quick_sort([1, 1])",
    "quick_sort_that_empties_the_callers_list": "quick_sort([2, 1])",
    "quick_sort_that_ignores_rng": "quick_sort([3, 1, 2], rng=Random(1))",
    "reallocations_at_every_append": "reallocations(10)",
    "reallocations_by_doubling": "reallocations(10)",
    "second_largest_by_remove_max": "second_largest([5, 3])",
    "second_largest_by_sorted_set": "second_largest(list(range(100, 0, -1)))",
    "second_largest_from_zero": "second_largest([-1, -2])",
    "second_largest_of_the_order": "second_largest([5, 5, 3])",
    "second_largest_that_forgets_the_former_maximum": "second_largest([1, 2])",
    "second_largest_that_lets_nan_through": "second_largest([1.0, float('nan'), 2.0])",
    "second_largest_that_tests_the_maximum_first": "second_largest(list(range(100, 0, -1)))",
    "second_largest_tournament_as_a_ladder": "second_largest_tournament(list(range(100, 0, -1)))",
    "second_largest_tournament_by_sorting": "second_largest_tournament([3, 1, 2, 4] * 25)",
    "second_largest_tournament_of_all_losers": "second_largest_tournament(list(range(100)))",
    "second_largest_tournament_of_the_final": "second_largest_tournament([3, 4, 1, 2])",
    "second_largest_tournament_that_lets_nan_through": (
        "second_largest_tournament([float('nan'), 1.0])"
    ),
    "second_largest_with_none_for_no_default": "second_largest([1])",
    "second_largest_without_else": "second_largest([3, 1, 2])",
    "shuffle_by_pop": "shuffle(list(range(100)), Random(1))",
    "shuffle_by_random_comparator": "shuffle([1, 2, 3], Random(1))",
    "shuffle_by_scaled_float": "shuffle([1, 2, 3], Random(1))",
    "shuffle_by_sort_key": "shuffle([1, 2, 3], Random(1))",
    "shuffle_of_random_places": "shuffle([1, 2, 3], Random(1))",
    "shuffle_that_copies": "shuffle(list(range(100)), Random(1))",
    "shuffle_that_draws_once_too_often": "shuffle(['ace'], Random(1))",
    "shuffle_that_ignores_rng": "shuffle([1, 2, 3], Random(1))",
    "shuffle_that_seeds": "shuffle(list(range(52)))",
    "shuffle_that_skips_itself": "shuffle([1, 2, 3], Random(1))",
    "shuffle_with_anyone": "shuffle([1, 2, 3], Random(1))",
    "shuffle_without_a_temporary": "shuffle([1, 2, 3], Random(1))",
    "shuffled_by_choice": "shuffled([1, 2, 3], Random(1))",
    "shuffled_by_pop": "shuffled(list(range(100)), Random(1))",
    "shuffled_that_shuffles_its_argument": "shuffled([1, 2, 3], Random(1))",
    "sort_by_any_other_word": "sort_by([2, 1], (abs, 'desc'))",
    "sort_by_comparator": "sort_by(list(range(100)), abs)",
    "sort_by_in_place": "sort_by([2, 1], abs)",
    "sort_by_in_the_wrong_order": "sort_by(['bb', 'a', 'c'], len, str)",
    "sort_by_negation": "sort_by(['a', 'b'], (str, 'descending'))",
    "sort_by_one_direction": "sort_by(['a', 'bb', 'b'], (len, 'descending'), str)",
    "sort_by_pairs": "sort_by(['b', 'a'], len)",
    "sort_by_reversing": "sort_by(['a', 'b'], (len, 'descending'))",
    "sort_by_that_starts_over": "sort_by(['b', 'a'], len, str)",
    "stack_depth_by_calls": "stack_depth(fib, 5)",
    "stack_depth_that_keeps_watching": "stack_depth(fail)",
    "upper_bound_by_equality": "upper_bound([7] * 100, 7)",
}

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


BY_FUNCTION = {call.partition("(")[0]: call for call in CALLS.values()}


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
