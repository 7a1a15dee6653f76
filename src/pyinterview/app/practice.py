"""Hand out a stub of an answer, give hints, and remember what was solved."""

import ast
import inspect
import json
import os
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from typing import Any

from pyinterview.app import terminal
from pyinterview.app.inputs import WrongOption
from pyinterview.app.prose import HERE, is_written, question_texts, source_path
from pyinterview.app.resolve import nearest
from pyinterview.app.terminal import Piece
from pyinterview.app.wording import quoted
from pyinterview.catalog import ROWS, STANDARD_LIBRARY_ONLY, Row
from pyinterview.lab.evidence import BadInput


def practisable() -> dict[str, Row]:
    """Return every function and class that can be practised, with its row."""
    return {
        name: row
        for row in ROWS
        if row.package in STANDARD_LIBRARY_ONLY and is_written(row)
        for name in row.exports
    }


def named(word: str) -> str:
    """Return the practisable function that *word* means; `WrongOption` otherwise."""
    names = practisable()
    wanted = word.strip().lower().replace("-", "_")
    found = [name for name in names if wanted in (name.lower(), str(names[name].number))]
    found = found or [name for name, row in names.items() if wanted in (row.demo, row.topic)]
    if not found:
        raise WrongOption(
            f"nothing called {quoted(word)} can be practised; {nearest(word, wanted)}"
        )
    if len(found) > 1:
        raise WrongOption(f"{quoted(word)} is several functions: {', '.join(found)}; name one")
    return found[0]


def practice(word: str, to: str, hint: int) -> int:
    """List what can be practised, give a hint, or write a stub."""
    if not word:
        return list_practice()
    name = named(word)
    if hint:
        return give_hint(name, hint)
    path = Path(to or f"{name}.py")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(stub(name))
    except FileExistsError:
        raise BadInput(
            f"{quoted(str(path))} exists and is kept; choose another with --to"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"cannot write {quoted(str(path))}: {reason.lower()}") from None
    write = terminal.writer()
    write((Piece(f"Wrote {path}. Edit it, then: pyinterview check {path}"),))
    write((Piece(f"Stuck? pyinterview practice {name} --hint 1", "dim"),))
    return 0


def list_practice() -> int:
    """Print every function that can be practised, and whether it was solved."""
    solved = read_solved()
    write = terminal.writer()
    names = practisable()
    wide = max(map(len, names))
    for name, row in names.items():
        mark = "solved" if name in solved else ""
        write((Piece(f"{row.number:>4}  {name:<{wide}}  {row.title:<28}  "), Piece(mark, "green")))
    write(())
    write((Piece("Begin with: pyinterview practice NAME"),))
    return 0


def hints(name: str) -> dict[str, Any]:
    """Return the entry of ``hints.toml`` for *name*."""
    text = (HERE / "app" / "hints.toml").read_text(encoding="utf-8")
    entry: dict[str, Any] = tomllib.loads(text).get(name, {})
    return entry


def give_hint(name: str, number: int) -> int:
    """Print the hint with that number, and how many there are."""
    given = hints(name).get("hints", [])
    if not 1 <= number <= len(given):
        raise BadInput(f"--hint: {name} has hints 1 to {len(given)}, not {number}")
    write = terminal.writer()
    write((Piece(f"{name}, hint {number} of {len(given)}: {given[number - 1]}"),))
    if number == len(given):
        write((Piece(f"The answer itself: pyinterview show {name} --code", "dim"),))
    return 0


def stub(name: str) -> str:
    """Return a file with the question, the signature, the examples, and nothing done yet."""
    row = practisable()[name]
    tree = ast.parse(source_path(row).read_text(encoding="utf-8"))
    node = next(n for n in tree.body if getattr(n, "name", None) == name)
    for part in [node, *getattr(node, "body", [])]:
        if isinstance(part, ast.FunctionDef):
            keep = part.body[:1] if ast.get_docstring(part) else []
            part.body = [*keep, ast.parse("raise NotImplementedError").body[0]]
            part.returns = part.returns or ast.Constant(None)
    question = question_texts()[row.number or 0]
    preamble = [ast.unparse(part) for part in needed(node, tree)]
    gap = "\n\n\n" if preamble else "\n\n"
    head = f'"""Q{row.number}. {question}\n\nEdit, then: pyinterview check {name}.py\n"""'
    return head + "\n\n" * bool(preamble) + "\n".join(preamble) + gap + source(node) + "\n"


def source(node: ast.stmt) -> str:
    """Return the stub's code, a function's docstring laid out as in our source."""
    text = ast.unparse(node)
    if not isinstance(node, ast.FunctionDef):
        return text
    signature = text.partition(":\n")[0]
    docstring = (ast.get_docstring(node) or "").splitlines()
    body = "\n".join(f"    {line}" if line else "" for line in docstring)
    return f'{signature}:\n    """{body.strip()}\n    """\n    raise NotImplementedError'


def needed(node: ast.stmt, tree: ast.Module) -> list[ast.stmt]:
    """Return the imports and type variables at the top of our module that a stub's types use."""
    wanted = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    found: list[ast.stmt] = []
    for part in reversed(tree.body):
        if isinstance(part, ast.Import | ast.ImportFrom):
            part.names = [a for a in part.names if (a.asname or a.name).split(".")[0] in wanted]
            if part.names:
                found.append(part)
        elif isinstance(part, ast.Assign | ast.AnnAssign):
            targets = part.targets if isinstance(part, ast.Assign) else [part.target]
            if {t.id for t in targets if isinstance(t, ast.Name)} & wanted:
                found.append(part)
                wanted |= {p.id for p in ast.walk(part) if isinstance(p, ast.Name)}
    return found[::-1]


def signature_of(name: str) -> inspect.Signature:
    """Return the signature of our own function."""
    return inspect.signature(
        getattr(import_module(f"pyinterview.{practisable()[name].module}"), name)
    )


def solved_path() -> Path:
    """Return where solved functions are remembered: the user's cache directory."""
    home = os.environ.get("XDG_CACHE_HOME")
    if home and Path(home).is_absolute():
        return Path(home) / "pyinterview" / "solved.json"
    below = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path(os.path.expanduser("~")) / below / "pyinterview" / "solved.json"  # noqa: PTH111 -- Path.home raises


def read_solved() -> list[str]:
    """Return the functions solved so far; none if there is no readable record."""
    try:
        names = json.loads(solved_path().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def remember(name: str) -> str | None:
    """Add *name* to what was solved; return why that is not possible, or None."""
    path = solved_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(sorted({*read_solved(), name})), encoding="utf-8")
        fresh.replace(path)
    except OSError as error:
        return f"not remembered: cannot write {path}: {error.strerror}"
    return None
