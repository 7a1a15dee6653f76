"""Three floors, arrows only down: read from the imports, not from a diagram."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from pyinterview.app.prose import HERE
from pyinterview.catalog import PACKAGES, STANDARD_LIBRARY_ONLY

FILES = [
    path
    for path in HERE.rglob("*.py")
    if "_tests" not in path.parts and "_benchmarks" not in path.parts
]


def dotted(path: Path) -> str:
    """The module's name."""
    parts = path.relative_to(HERE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(path: Path, *, top_only: bool = False) -> Iterator[str]:
    """The names of all modules that a file imports."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in tree.body if top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} has a relative import"
            yield node.module or ""


def floor(name: str) -> str:
    """The part of the package that a module belongs to, or 'other' outside of it."""
    parts = name.split(".")
    return (parts[1] if len(parts) > 1 else "root") if parts[0] == "pyinterview" else "other"


def allowed(package: str) -> set[str]:
    """The floors that one may import from."""
    if package == "lab":
        return {"lab"}
    if package in PACKAGES:
        return {package, "lab", "orders"} | ({"algorithms"} if package == "scale" else set())
    return {"app", "catalog", "lab", "root"}


@pytest.mark.parametrize("path", FILES, ids=dotted)
def test_arrows_only_point_down(path: Path) -> None:
    reached = {floor(name) for name in imports(path)} - {"other"}
    assert reached <= allowed(floor(dotted(path))), f"{dotted(path)} imports from {reached}"


@pytest.mark.parametrize("path", FILES, ids=dotted)
def test_the_lower_floors_import_only_the_standard_library_at_the_top(path: Path) -> None:
    if floor(dotted(path)) in {"lab", "catalog", *STANDARD_LIBRARY_ONLY}:
        outside = {name.split(".")[0] for name in imports(path, top_only=True)}
        assert outside <= {*sys.stdlib_module_names, "pyinterview"}


def test_the_catalog_and_the_package_itself_import_nothing() -> None:
    for name in ("catalog.py", "__init__.py"):
        assert list(imports(HERE / name)) == []


def test_there_are_no_cycles() -> None:
    names = {dotted(path) for path in FILES}
    graph = {dotted(path): set(imports(path, top_only=True)) & names for path in FILES}
    assert len(list(TopologicalSorter(graph).static_order())) == len(names)


def loaded_by(statement: str) -> set[str]:
    """The modules that a statement loads in a fresh interpreter."""
    program = (
        f"import sys, json; before = set(sys.modules); {statement}; "
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    return set(json.loads(done.stdout))


ANSWERS = [name for name in STANDARD_LIBRARY_ONLY if (HERE / name).is_dir()]


@pytest.mark.parametrize("package", ANSWERS)
def test_importing_answers_loads_nothing_from_outside_and_nothing_slow(package: str) -> None:
    loaded = loaded_by(f"import pyinterview.{package}")
    roots = {name.split(".")[0] for name in loaded}
    assert roots <= {*sys.stdlib_module_names, "pyinterview"}
    slow = {"asyncio", "dataclasses", "importlib.metadata", "inspect", "subprocess", "tracemalloc"}
    assert loaded & slow == set()
    assert not any(name.startswith("pyinterview.app") for name in loaded)


def test_importing_the_package_loads_the_package_alone() -> None:
    assert loaded_by("import pyinterview") == {"pyinterview"}


def test_a_piped_demo_draws_without_rich() -> None:
    arguments = "['pyinterview', 'demo', 'binary_search']"
    run = f"sys.argv = {arguments}; from pyinterview.__main__ import main; main()"
    quiet = f"import io; out = sys.stdout; sys.stdout = io.StringIO(); {run}; sys.stdout = out"
    assert not any(
        name.split(".")[0] in {"rich", "plotille", "pytest"} for name in loaded_by(quiet)
    )


@pytest.mark.parametrize("package", ANSWERS)
def test_importing_an_answer_reads_only_code_and_writes_nothing(package: str) -> None:
    watch = """
import sys
seen = []
def hook(event, arguments):
    if event.startswith(("socket.", "subprocess.", "os.system", "shutil.", "tempfile.")):
        seen.append(event)
    if event == "open" and not str(arguments[0]).endswith((".py", ".pyc")):
        seen.append(f"open {arguments[0]}")
sys.addaudithook(hook)
import pyinterview.PACKAGE
print(seen)
"""
    command = [sys.executable, "-B", "-c", watch.replace("PACKAGE", package)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
