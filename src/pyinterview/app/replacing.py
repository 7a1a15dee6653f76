"""Put somebody else's functions in the place of ours."""

import importlib
import sys
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from pyinterview.catalog import ROWS, STANDARD_LIBRARY_ONLY, Row


def load(path: Path) -> ModuleType:
    """Import the file at *path* under a name of its own."""
    name = f"mine_{path.stem}"
    module = sys.modules[name] = ModuleType(name)
    module.__file__ = str(path)
    with tokenize.open(path) as file:
        program = compile(file.read(), str(path), "exec", dont_inherit=True)
    exec(program, module.__dict__)  # noqa: S102 -- running it is the purpose
    return module


def replaceable(mine: ModuleType) -> Iterator[tuple[str, str]]:
    """List (module, name) of each of the library's functions that *mine* defines too."""
    for row in ROWS:
        if row.package in STANDARD_LIBRARY_ONLY:
            for name in row.exports:
                if hasattr(mine, name):
                    yield row.module, name


def put_in_place(
    mine: ModuleType, setattr_: Callable[[Any, str, Any], None] = setattr, only: str | None = None
) -> list[tuple[str, str]]:
    """Set each of *mine*'s functions on the module and the package that export ours."""
    replaced = [pair for pair in replaceable(mine) if only in (None, pair[1])]
    for module_name, name in replaced:
        module = importlib.import_module(f"pyinterview.{module_name}")
        package = importlib.import_module(module.__name__.rpartition(".")[0])
        theirs = getattr(mine, name)
        if hasattr(module, "COSTS"):
            costs = tuple(
                cost._replace(function=theirs) if cost.function.__name__ == name else cost
                for cost in module.COSTS
            )
            setattr_(module, "COSTS", costs)
        setattr_(module, name, theirs)
        setattr_(package, name, theirs)
    return replaced


def row_of(name: str) -> Row:
    """Return the row of the catalog that exports *name*."""
    return next(row for row in ROWS if name in row.exports)


def module_of(name: str) -> ModuleType:
    """Import the module that exports the function *name*."""
    return importlib.import_module(f"pyinterview.{row_of(name).module}")
