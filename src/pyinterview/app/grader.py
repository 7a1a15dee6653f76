"""A pytest plugin that runs an answer's tests against somebody else's functions.

``pytest -p pyinterview.app.grader --mine=FILE tests/algorithms/test_searching.py`` puts the
functions of FILE in the place of ours before the test modules import them.
"""

import importlib
import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pyinterview.catalog import ROWS, STANDARD_LIBRARY_ONLY


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add ``--mine``."""
    parser.addoption("--mine", type=Path, help="a file whose functions replace the library's own")


def pytest_configure(config: pytest.Config) -> None:
    """Replace the library's functions before any test module imports them."""
    mine = config.getoption("mine")
    if mine is not None and not put_in_place(load(mine)):
        raise pytest.UsageError(f"{mine} defines none of the library's functions")


def load(path: Path) -> ModuleType:
    """Import the file at *path* under a name of its own."""
    name = f"mine_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path} is not a Python file")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def replaceable(mine: ModuleType) -> Iterator[tuple[str, str]]:
    """List (module, name) of each of the library's functions that *mine* defines too."""
    for row in ROWS:
        if row.package in STANDARD_LIBRARY_ONLY:
            for name in row.exports:
                if hasattr(mine, name):
                    yield row.module, name


def put_in_place(
    mine: ModuleType, setattr_: Callable[[Any, str, Any], None] = setattr
) -> list[tuple[str, str]]:
    """Set each of *mine*'s functions on the module and the package that export ours."""
    replaced = list(replaceable(mine))
    for module_name, name in replaced:
        module = importlib.import_module(f"pyinterview.{module_name}")
        package = importlib.import_module(module.__name__.rpartition(".")[0])
        theirs = getattr(mine, name)
        costs = tuple(
            cost._replace(function=theirs) if cost.function.__name__ == name else cost
            for cost in getattr(module, "COSTS", ())
        )
        setattr_(module, "COSTS", costs)
        setattr_(module, name, theirs)
        setattr_(package, name, theirs)
    return replaced
