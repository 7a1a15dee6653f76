"""The commands do what the README says; each test starts the real program."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

import pytest

from pyinterview.app.prose import HERE, is_written, question_texts
from pyinterview.catalog import ROWS, Row

Run = Callable[..., subprocess.CompletedProcess[str]]

WRITTEN = [row for row in ROWS if is_written(row)]


def test_no_command_names_three_things_to_try(run: Run) -> None:
    done = run()
    assert done.returncode == 0
    assert done.stdout.count("\n  pyinterview ") == 3


def test_version_is_the_distributions(run: Run) -> None:
    assert run("--version").stdout.strip() == version("pyinterview-answers")


def test_help_names_the_commands_and_the_exit_codes(run: Run) -> None:
    said = run("--help").stdout
    for word in ("list", "show", "demo", "prove", "bench", "doctor", "Exit codes"):
        assert word in said


def test_list_has_every_question_and_marks_what_is_missing(run: Run) -> None:
    lines = run("list").stdout.splitlines()
    numbers = {
        int(line.split()[0]) for line in lines if line.split()[:1] and line.split()[0].isdigit()
    }
    assert numbers == set(question_texts())
    missing = sum("(not written yet)" in line for line in lines)
    assert missing == len(ROWS) - len(WRITTEN)


def test_list_searches(run: Run) -> None:
    assert "binary_search" in run("list", "binary").stdout
    assert run("list", "binary").stdout.count("\n") < 10
    nothing = run("list", "zzz")
    assert (nothing.returncode, nothing.stdout) == (2, "")


def test_list_as_json_is_one_object_a_row(run: Run) -> None:
    records = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert [record["demo"] for record in records] == [row.demo for row in ROWS]


@pytest.mark.parametrize(
    "name", ["37", "binary_search", "searching", "upper_bound", "binary-search"]
)
def test_one_resolver_finds_an_answer_by_any_of_its_names(run: Run, name: str) -> None:
    assert run("show", name).stdout.startswith("# Linear and binary search\n\n37. What is linear")


def test_show_as_json_has_the_sections_in_order(run: Run) -> None:
    record = json.loads(run("show", "37", "--json").stdout)
    assert list(record["sections"]) == ["In one breath", "Pitfalls", "Asked next", "Sources"]
    assert record["questions"] == [{"number": 37, "text": question_texts()[37]}]


def test_show_code_prints_a_function_or_the_module_without_its_prose(run: Run) -> None:
    function = run("show", "upper_bound", "--code").stdout
    assert function.startswith("def upper_bound(")
    assert "def binary_search" not in function
    module = run("show", "37", "--code").stdout
    assert module.startswith("from collections.abc import")
    assert "def demo_binary_search" in module


def test_demo_takes_the_readers_items_in_four_spellings(run: Run, tmp_path: Path) -> None:
    (tmp_path / "numbers.txt").write_text("9\n4, 7\n1\n", encoding="utf-8")
    spellings = [["9,4,7,1"], ["9", "4", "7", "1"], ["@numbers.txt"], ["-"]]
    printed = {
        run("demo", "binary_search", "--items", *items, "--target", "7", text_in="9 4 7 1").stdout
        for items in spellings
    }
    assert len(printed) == 1
    assert "Your list was not sorted; searching [1, 4, 7, 9]." in printed.pop()


def test_demo_takes_negative_numbers(run: Run) -> None:
    for items in (["--items", "-3,-5"], ["--items=-3,-5"], ["--items", "-3", "-5"]):
        done = run("demo", "binary_search", *items, "--target", "-5")
        assert "binary_search([-5, -3], -5) -> 0" in done.stdout


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: row.demo)
def test_demo_as_json_is_one_object_a_line_with_the_documented_keys(run: Run, row: Row) -> None:
    keys = {
        "demo": {"demo", "number", "title"},
        "text": {"text"},
        "table": {"title", "columns", "rows"},
        "chart": {"title", "x", "series"},
        "timeline": {"title", "spans"},
        "graph": {"title", "nodes", "edges"},
        "claim": {"text", "measured", "expected", "verdict"},
    }
    done = run("demo", row.demo, "--json")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0
    assert [record["demo"] for record in records if record["type"] == "demo"] == [row.demo]
    for record in records:
        assert set(record) == {"type"} | keys[record["type"]]
    verdicts = {record["verdict"] for record in records if record["type"] == "claim"}
    assert verdicts <= {"holds", "inconclusive"}
    assert verdicts


def test_a_number_runs_all_its_rows_each_with_the_options_it_knows(run: Run) -> None:
    done = run("demo", "37", "--items", "4,2", "--target", "2")
    assert "37. Linear search" in done.stdout
    assert "37. Binary search" in done.stdout
    assert "linear_search([4, 2], 2) -> 1" in done.stdout


def test_demo_help_lists_the_options_of_the_signature(run: Run) -> None:
    said = run("demo", "binary_search", "--help").stdout
    assert "--items" in said
    assert "--target" in said


def test_prove_measures_each_claim_and_sums_up(run: Run) -> None:
    done = run("prove", "37")
    assert done.returncode == 0
    assert "no search by comparison does better in the worst case: 10, 10, 11" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("2 demos: 5 claims hold, 0 cannot be told here")
    records = [json.loads(line) for line in run("prove", "37", "--json").stdout.splitlines()]
    assert {record["verdict"] for record in records} == {"holds"}


def broken_copy(folder: Path, file: str, right: str, wrong: str) -> str:
    """A copy of the package with one line broken, to be put on PYTHONPATH."""
    copy = folder / "copy" / "pyinterview"
    shutil.copytree(HERE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    source = (copy / file).read_text(encoding="utf-8")
    assert right in source
    (copy / file).write_text(source.replace(right, wrong), encoding="utf-8")
    return str(copy.parent)


def test_prove_exits_1_and_names_the_claim_when_a_function_is_broken(
    run: Run, tmp_path: Path
) -> None:
    path = broken_copy(tmp_path, "algorithms/searching.py", "lo = middle + 1", "lo = middle + 2")
    done = run("prove", "binary_search", PYTHONPATH=path)
    assert done.returncode == 1
    assert "fails" in done.stdout
    assert "no search by comparison does better in the worst case" in done.stdout
    assert run("demo", "binary_search", PYTHONPATH=path).returncode == 1


def test_prove_counts_a_demo_that_crashes_as_one_failed_row(run: Run, tmp_path: Path) -> None:
    path = broken_copy(tmp_path, "algorithms/shuffling.py", "dealt = list(items)", "dealt = 1 / 0")
    done = run("prove", "shuffle", "linear_search", PYTHONPATH=path, TMPDIR=str(tmp_path))
    assert done.returncode == 1
    assert "the demo broke off: pyinterview: a defect of ours (ZeroDivisionError" in done.stdout
    assert "2 claims hold" in done.stdout


def test_bench_draws_times_counts_and_growth(run: Run) -> None:
    done = run("bench", "upper_bound")
    assert done.returncode == 0, done.stderr
    assert "log n" in done.stdout
    assert "bisect_left" in done.stdout
    assert "both axes logarithmic" in done.stdout


def test_doctor_names_the_interpreter_and_each_extra(run: Run) -> None:
    said = run("doctor").stdout
    assert sys.executable in said
    assert "[practice]" in said


def test_the_console_script_is_the_same_program() -> None:
    script = subprocess.run(
        [f"{sys.exec_prefix}/bin/pyinterview", "show", "37"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert script.stdout.startswith("# Linear and binary search")
