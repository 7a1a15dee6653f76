"""The verdict of `check`: correct answers by different people pass, and no known mistake does.

``alternatives/<function>_<how>.py`` are answers that differ from ours in everything but what they
promise; ``tests/mistakes`` are those that must not pass, and be recognised.
"""

import ast
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from pyinterview.app.practice import practisable
from pyinterview.app.programs import sentence_of

pytestmark = pytest.mark.battery

HERE = Path(__file__).parent
ALTERNATIVES = sorted((HERE / "alternatives").glob("*.py"))
MISTAKES = sorted((HERE.parent / "mistakes").glob("*.py"))

# Mistakes that are refused, but whose sentence is not found.
UNRECOGNISED = {
    "shuffle_that_seeds": "what it does differently depends on the clock",
}

Verdict = tuple[int, list[dict[str, Any]]]


def check(file: Path, cache: Path) -> Verdict:
    """Run the real command, and return its exit code and its verdict on each function."""
    done = subprocess.run(
        [sys.executable, "-m", "pyinterview", "check", str(file), "--json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=cache,
        env=os.environ | {"XDG_CACHE_HOME": str(cache)},
    )
    assert done.stderr == ""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def verdict(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[Path], Verdict]]:
    """Give the verdict on a file; all that this run asks for are graded two at a time."""
    cache = tmp_path_factory.mktemp("cache")
    params = [getattr(item, "callspec", None) for item in request.session.items]
    files = [spec.params["file"] for spec in params if spec and "file" in spec.params]
    with ThreadPoolExecutor(2) as pool:
        futures: dict[Path, Future[Verdict]] = {
            file: pool.submit(check, file, cache) for file in files if isinstance(file, Path)
        }
        try:
            yield lambda file: futures[file].result()
        finally:
            pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("file", ALTERNATIVES, ids=lambda file: file.stem)
def test_a_correct_answer_is_solved_however_it_is_written(
    file: Path, verdict: Callable[[Path], Verdict]
) -> None:
    code, records = verdict(file)
    assert [record["faults"] for record in records] == [[]] * len(records)
    assert {record["verdict"] for record in records} == {"solved"}
    assert code == 0


@pytest.mark.parametrize("file", MISTAKES, ids=lambda file: file.stem)
def test_a_mistake_is_not_solved_and_is_told_by_its_own_sentence(
    file: Path, verdict: Callable[[Path], Verdict]
) -> None:
    code, [record] = verdict(file)
    assert record["verdict"] == "not yet"
    assert record["faults"]
    assert code == 1
    if file.stem not in UNRECOGNISED:
        assert record["mistake"] == sentence_of(file)


def functions_of(file: Path) -> set[str]:
    """The library's functions that a file writes again."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {getattr(node, "name", "") for node in tree.body} & set(practisable())


def test_every_function_has_two_alternatives_that_pass_and_one_line_on_how() -> None:
    written = Counter(name for file in ALTERNATIVES for name in functions_of(file))
    assert {name: written[name] for name in practisable() if written[name] < 2} == {}
    for file in ALTERNATIVES:
        assert any(file.stem.startswith(f"{name}_") for name in functions_of(file)), file
        how = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        assert how.endswith("."), file
        assert "\n" not in how, file


def test_the_exception_is_still_there() -> None:
    assert set(UNRECOGNISED) <= {file.stem for file in MISTAKES}
