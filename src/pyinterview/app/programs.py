"""Small programs that show a mistake: run on two answers and compared by what they come to.

Plain calls show what an algorithm does, because it takes plain values and returns them. For a
class, a decorator, an iterator or a context manager it takes a few statements and an expression.
"""

import ast
import contextlib
import io
import random
import re
import tomllib
from pathlib import Path
from typing import Any

from pyinterview.app.places import shipped
from pyinterview.app.replacing import row_of
from pyinterview.app.wording import quoted
from pyinterview.lab.evidence import BadInput, cropped


def plain_calls_show(name: str) -> bool:
    """Tell whether a call with plain values shows what *name* does."""
    return row_of(name).package == "algorithms"


def shown_by() -> dict[str, str]:
    """Return for each mistake, by the name of its file, the call or program that shows it."""
    table = shipped("tests") / "mistakes" / "shown_by.toml"
    return tomllib.loads(table.read_text(encoding="utf-8"))


def sentence_of(mistake: Path) -> str:
    """Return why people write the mistake in that file."""
    return " ".join(
        (ast.get_docstring(ast.parse(mistake.read_text(encoding="utf-8"))) or "").split()
    )


def parsed(text: str, name: str) -> ast.Module:
    """Read a program that uses *name* and ends in an expression; `BadInput` if it does not."""
    try:
        tree = ast.parse(text.strip())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise BadInput(f"{quoted(text)} is not Python") from None
    if not tree.body or not isinstance(tree.body[-1], ast.Expr):
        raise BadInput(f"{quoted(text)} does not end in an expression, so there is no result")
    if not re.search(rf"\b{name}\b", text):
        raise BadInput(f"{quoted(text)} does not use {name}")
    return tree


def come_to(text: str, name: str, answer: Any) -> tuple[str, str]:
    """Run a program in which *name* means *answer*; return its outcome, to compare and to read."""
    tree = parsed(text, name)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr)  # noqa: S101 -- parsed has made sure
    names = {"__name__": "__main__", name: answer}
    random.seed(1)
    try:
        with contextlib.redirect_stdout(io.StringIO()):
            exec(compile(tree, "<program>", "exec"), names)  # noqa: S102 -- the visitor's own
            value = eval(compile(ast.Expression(last.value), "<program>", "eval"), names)  # noqa: S307 -- likewise
            result = f"returns {without_addresses(repr(value))}"
    except BaseException as error:  # noqa: BLE001 -- a wrong answer may raise anything
        kind = f"raises {type(error).__name__}"
        return kind, f"{kind}: {cropped(str(error), 100)}" if str(error) else kind
    return result, cropped(result, 200)


def without_addresses(text: str) -> str:
    """Return what `repr` gives without the places in memory, which differ from run to run.

    >>> without_addresses("<function f at 0x7f00>")
    '<function f>'
    """
    return re.sub(r" at 0x[0-9a-f]+", "", text)
