"""Run demos in this process and show their evidence as it comes."""

import importlib
import sys
from collections.abc import Callable
from contextlib import closing
from typing import Any

from pyinterview.app import inputs
from pyinterview.app.codes import FAILS, HOLDS
from pyinterview.app.resolve import written_rows_of
from pyinterview.app.terminal import JsonLines, Screen, Terminal, writer
from pyinterview.catalog import Row
from pyinterview.lab.evidence import BadInput, Claim, Demo


def demo_function(row: Row) -> Callable[..., Demo]:
    """Import the row's module and return its demo."""
    module = importlib.import_module(f"pyinterview.{row.module}")
    found: Callable[..., Demo] = getattr(module, f"demo_{row.demo}")
    return found


def demo(name: str, tokens: list[str], *, as_json: bool) -> int:
    """Run every demo that *name* stands for, each with the options it knows."""
    rows = written_rows_of(name)
    functions = [demo_function(row) for row in rows]
    if "--help" in tokens or "-h" in tokens:
        for row, function in zip(rows, functions, strict=True):
            inputs.app_of(function, row.demo).help_print([])
        return HOLDS
    options = inputs.sort_out(list(inputs.grouped(tokens)), functions)
    screen: Screen = JsonLines(sys.stdout) if as_json else Terminal(writer())
    codes = []
    for row, function, chosen in zip(rows, functions, options, strict=True):
        try:
            codes.append(run(row, inputs.bind(function, row.demo, chosen), screen))
        except (BadInput, inputs.WrongOption) as error:
            raise type(error)(f"demo {row.demo}: {error}") from None
    return max(codes)


def run(row: Row, evidence: Any, screen: Screen) -> int:
    """Show a demo's evidence and return the exit code of its claims."""
    code = HOLDS
    with closing(evidence):
        first = next(evidence, None)  # bad input shows here, before anything is printed
        screen.open(row)
        while first is not None:
            screen.show(first)
            if isinstance(first, Claim) and first.holds is False:
                code = FAILS
            first = next(evidence, None)
    screen.close(row)
    return code
