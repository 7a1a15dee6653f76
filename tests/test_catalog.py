"""The catalog, the questions and the files agree, and every answer has the shape of an answer."""

import ast
import importlib
import inspect
import re
from pathlib import Path
from typing import get_type_hints

import pytest

from pyinterview.app.places import shipped
from pyinterview.app.prose import HERE, is_written, question_texts, read_prose
from pyinterview.catalog import PACKAGES, ROWS, STANDARD_LIBRARY_ONLY, Row

WRITTEN = [row for row in ROWS if is_written(row)]
MODULES = {row.module: row for row in WRITTEN}
HEADINGS = ["In one breath", "Pitfalls", "Asked next", "Sources"]

# Counts down to zero: lower it whenever an answer lands.
QUESTIONS_NOT_WRITTEN = 44


def rows_of(module: str) -> list[Row]:
    """The rows that one module answers."""
    return [row for row in ROWS if row.module == module]


def test_every_question_has_a_row_and_every_row_a_question() -> None:
    assert {row.number for row in ROWS if row.number} == set(question_texts()) == set(range(1, 74))


def test_the_number_of_questions_still_open_is_what_we_say() -> None:
    missing = {row.number for row in ROWS if row.number and not is_written(row)}
    assert len(missing) == QUESTIONS_NOT_WRITTEN, f"set QUESTIONS_NOT_WRITTEN to {len(missing)}"


def test_names_in_the_catalog_mean_one_thing() -> None:
    by_demo: dict[str, set[str]] = {}
    for row in ROWS:
        by_demo.setdefault(row.demo, set()).add(row.module)
    assert [demo for demo, modules in by_demo.items() if len(modules) > 1] == []
    owners: dict[str, set[str]] = {}
    for row in ROWS:
        for name in row.exports:
            owners.setdefault(name, set()).add(row.module)
    assert [name for name, modules in owners.items() if len(modules) > 1] == []


def test_no_module_takes_the_name_of_a_function_or_of_the_standard_library() -> None:
    import sys  # noqa: PLC0415

    exported = {name for row in ROWS for name in row.exports}
    topics = {row.topic for row in ROWS}
    assert topics & exported == set()
    assert topics & set(sys.stdlib_module_names) == set()


@pytest.mark.parametrize("package", [name for name in PACKAGES if (HERE / name).is_dir()])
def test_every_file_of_an_answer_package_is_in_the_catalog(package: str) -> None:
    listed = {row.topic for row in ROWS if row.package == package}
    files = {path.stem for path in (HERE / package).glob("*.py")} - {"__init__"}
    assert files <= listed, f"add rows for {sorted(files - listed)} to catalog.py"


@pytest.mark.parametrize("package", [name for name in PACKAGES if (HERE / name).is_dir()])
def test_a_package_exports_all_that_its_modules_do(package: str) -> None:
    found = importlib.import_module(f"pyinterview.{package}")
    exports = sorted(name for row in WRITTEN if row.package == package for name in row.exports)
    assert sorted(found.__all__) == exports
    assert all(hasattr(found, name) for name in exports)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_exports_what_the_catalog_lists(module: str) -> None:
    found = importlib.import_module(f"pyinterview.{module}")
    listed = sorted(name for row in rows_of(module) for name in row.exports)
    assert sorted(found.__all__) == listed, f"catalog.py lists {listed} for {module}"


@pytest.mark.parametrize("module", MODULES)
def test_the_prose_has_its_questions_word_for_word_and_its_four_headings(module: str) -> None:
    prose = read_prose(MODULES[module])
    numbers = {row.number for row in rows_of(module) if row.number}
    assert prose.questions == {number: question_texts()[number] for number in sorted(numbers)}
    assert list(prose.sections) == HEADINGS


@pytest.mark.parametrize("module", MODULES)
def test_the_answer_can_be_said_in_one_breath(module: str) -> None:
    prose = read_prose(MODULES[module])
    words = prose.sections["In one breath"].split()
    assert len(words) <= 75 * len(prose.questions), f"{module}: {len(words)} words"
    assert 2 <= len(re.findall(r"^- ", prose.sections["Pitfalls"], re.MULTILINE)) <= 5
    assert 2 <= len(re.findall(r"^- ", prose.sections["Asked next"], re.MULTILINE)) <= 5
    assert re.findall(r"^- ", prose.sections["Sources"], re.MULTILINE)


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: row.demo)
def test_a_demo_is_typed_documented_and_needs_no_arguments(row: Row) -> None:
    demo = getattr(importlib.import_module(f"pyinterview.{row.module}"), f"demo_{row.demo}")
    assert inspect.isgeneratorfunction(demo)
    assert demo.__doc__
    parameters = inspect.signature(demo).parameters
    assert set(get_type_hints(demo)) == {*parameters, "return"}
    assert all(given.default is not inspect.Parameter.empty for given in parameters.values())


def found_in(module: str) -> str:
    """The full name of an answer's module."""
    return f"pyinterview.{module}"


def exported(module: str) -> list[object]:
    """The functions and classes a module exports."""
    found = importlib.import_module(f"pyinterview.{module}")
    return [getattr(found, name) for name in found.__all__]


@pytest.mark.parametrize("module", MODULES)
def test_every_exported_name_is_documented_with_an_example(module: str) -> None:
    for thing in exported(module):
        documented = inspect.getdoc(thing) or ""
        assert ">>> " in documented, f"{thing} has no doctest"
        parts = vars(thing).values() if inspect.isclass(thing) else [thing]
        own = [part for part in parts if getattr(part, "__module__", "") == found_in(module)]
        assert all(get_type_hints(part) for part in own if inspect.isfunction(part)), thing


@pytest.mark.parametrize(
    "module", [name for name, row in MODULES.items() if row.package == "algorithms"]
)
def test_every_algorithm_states_its_cost(module: str) -> None:
    for thing in exported(module):
        assert re.search(r"\bTime\b.*O\(", inspect.getdoc(thing) or "", re.DOTALL), thing


@pytest.mark.parametrize("module", MODULES)
def test_every_answer_has_tests_and_a_benchmark_if_it_claims_a_cost(module: str) -> None:
    row = MODULES[module]
    assert (shipped("tests") / row.package / f"test_{row.topic}.py").exists()
    found = importlib.import_module(f"pyinterview.{module}")
    bench = shipped("benchmarks") / row.package / f"bench_{row.topic}.py"
    assert bench.exists() or not hasattr(found, "COSTS"), f"add {bench.name}"


@pytest.mark.parametrize(
    "module", [n for n, r in MODULES.items() if r.package in STANDARD_LIBRARY_ONLY]
)
def test_every_exported_function_has_a_mistake_that_is_caught(module: str) -> None:
    mistakes = [path.stem for path in (shipped("tests") / "mistakes").glob("*.py")]
    for name in importlib.import_module(f"pyinterview.{module}").__all__:
        assert any(stem.startswith(name) for stem in mistakes), f"add a mistake for {name}"


@pytest.mark.parametrize("module", MODULES)
def test_an_answer_never_prints_and_carries_no_trace_flag(module: str) -> None:
    row = MODULES[module]
    tree = ast.parse((HERE / row.package / f"{row.topic}.py").read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    assert not {"print", "input"} & names
    flags = {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    assert not {"trace", "verbose", "debug"} & flags


def test_the_questions_are_those_that_interviewers_asked() -> None:
    """74 numbered lines, the last of them empty."""
    lines = (Path(HERE) / "questions.txt").read_text(encoding="utf-8").splitlines()
    assert [line.partition(".")[0] for line in lines] == [str(n) for n in range(1, 75)]
    assert lines[-1] == "74."
