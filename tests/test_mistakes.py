"""Every file in ``tests/mistakes`` is plausible, wrong, and caught by the answer's own tests."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from pyinterview.catalog import ROWS

TESTS = Path(__file__).parent
MISTAKES = sorted((TESTS / "mistakes").glob("*.py"))
MODULE_OF = {name: row.module for row in ROWS for name in row.exports}


def defined(mistake: Path) -> list[str]:
    """The library's functions that the file writes again."""
    tree = ast.parse(mistake.read_text(encoding="utf-8"))
    kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    names = [node.name for node in tree.body if isinstance(node, kinds)]
    return [name for name in names if name in MODULE_OF]


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda path: path.stem)
def test_says_in_one_sentence_why_people_write_it(mistake: Path) -> None:
    docstring = ast.get_docstring(ast.parse(mistake.read_text(encoding="utf-8")))
    assert docstring is not None
    assert docstring.endswith(".")
    assert "\n\n" not in docstring


Run = subprocess.CompletedProcess[str]


def graded(mistake: Path) -> Run:
    """Run the answer's own tests against the mistake."""
    package, _, topic = MODULE_OF[defined(mistake)[0]].partition(".")
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider"]
    command += ["-p", "pyinterview.app.grader", f"--mine={mistake}", f"--rootdir={TESTS.parent}"]
    return subprocess.run(
        [*command, str(TESTS / package / f"test_{topic}.py")],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=TESTS.parent,
    )


@pytest.fixture(scope="module")
def runs(request: pytest.FixtureRequest) -> Iterator[dict[Path, Future[Run]]]:
    """All that this session asks for, two at a time."""
    asked = [item for item in request.session.items if "runs" in getattr(item, "fixturenames", ())]
    with ThreadPoolExecutor(2) as pool:
        files = [getattr(item, "callspec", None) for item in asked]
        paths = [spec.params["mistake"] for spec in files if spec is not None]
        try:
            yield {path: pool.submit(graded, path) for path in paths if isinstance(path, Path)}
        finally:
            pool.shutdown(cancel_futures=True)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda path: path.stem)
def test_is_caught(mistake: Path, runs: dict[Path, Future[Run]]) -> None:
    assert defined(mistake), f"{mistake.name} defines no function of the library"
    run = runs[mistake].result()
    assert run.returncode == 1, run.stdout + run.stderr
    assert "1 failed" in run.stdout, run.stdout  # a test failed; nothing broke while collecting
