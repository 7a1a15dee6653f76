"""Hand out a stub of an answer, give hints, and remember what was solved."""

import ast
import os
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from textwrap import fill, indent
from typing import Any

from pyinterview.app import terminal
from pyinterview.app.inputs import WrongOption
from pyinterview.app.prose import HERE, is_written, question_texts, source_path
from pyinterview.app.terminal import Piece
from pyinterview.app.wording import quoted
from pyinterview.catalog import ROWS, STANDARD_LIBRARY_ONLY, Row
from pyinterview.lab.evidence import BadInput

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
ABSTRACT = {"ABC", "abstractmethod"}  # to leave methods open is what a reader is to find


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
    found = [name for name in names if name.lower() == wanted] or [
        name
        for name, row in names.items()
        if wanted in (str(row.number), row.demo, row.topic, row.module)
    ]
    if not found:
        raise WrongOption(f"nothing called {quoted(word)} can be practised; {nearest(wanted)}")
    if len(found) > 1:
        raise WrongOption(f"{quoted(word)} is several functions: {', '.join(found)}; name one")
    return found[0]


def nearest(wanted: str) -> str:
    """Say which practisable name comes closest to *wanted*."""
    if wanted.lstrip("+-_").isdigit():
        numbers = sorted({row.number for row in practisable().values() if row.number})
        return f"these questions can: {', '.join(map(str, numbers))}"
    rows = practisable().values()
    words = {*practisable(), *(row.demo for row in rows), *(row.topic for row in rows)}
    near = get_close_matches(wanted[:60], sorted(words), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else "see: pyinterview practice"


def practice(word: str, to: str, hint: int | None) -> int:
    """List what can be practised, give a hint, or write a stub."""
    if not word and (to or hint is not None):
        raise WrongOption("name a function too: pyinterview practice NAME")
    if to and hint is not None:
        raise WrongOption("--hint prints and --to writes; give one of them")
    if not word:
        return list_practice()
    name = named(word)
    if hint is not None:
        return give_hint(name, hint)
    path = Path(to or f"{name}.py")
    write_new(path, stub(name, path.name))
    shown = shlex.quote(str(path)) if str(path).isprintable() else quoted(str(path))
    write = terminal.writer()
    write((Piece(f"Wrote {shown}. Edit it, then: pyinterview check {shown}"),))
    write((Piece(f"Stuck? pyinterview practice {name} --hint 1", "dim"),))
    return 0


def write_new(path: Path, text: str) -> None:
    """Write a file that does not exist yet; `BadInput` if it does, or if it cannot be written."""
    try:
        with path.open("x", encoding="utf-8") as file:
            try:
                file.write(text)
                file.flush()
            except BaseException:
                with suppress(OSError):
                    path.unlink()  # half a stub is of no use, and would never be overwritten
                raise
    except FileExistsError:
        raise BadInput(
            f"{quoted(str(path))} exists and is kept; choose another with --to"
        ) from None
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"cannot write {quoted(str(path))}: {reason.lower()}") from None


def list_practice() -> int:
    """Print every function that can be practised, and whether it was solved."""
    solved = read_solved()
    write = terminal.writer()
    names = practisable()
    wide = max(map(len, names))
    for name, row in names.items():
        mark = "solved" if name in solved else ""
        number = row.number or ""
        write((Piece(f"{number:>4}  {name:<{wide}}  {row.title:<28}  "), Piece(mark, "green")))
    write(())
    write((Piece(f"{len(solved)} of {len(names)} solved. Begin with: pyinterview practice NAME"),))
    return 0


def hints(name: str) -> dict[str, Any]:
    """Return the entry of ``hints.toml`` for *name*."""
    return all_hints().get(name, {})


def all_hints() -> dict[str, dict[str, Any]]:
    """Return ``hints.toml``: what to do without, the hints, and one more example."""
    return tomllib.loads((HERE / "app" / "hints.toml").read_text(encoding="utf-8"))


def give_hint(name: str, number: int) -> int:
    """Print the hint with that number, and how many there are."""
    given = hints(name).get("hints", [])
    if not 1 <= number <= len(given):
        raise BadInput(f"--hint: {name} has hints 1 to {len(given)}, not {number}")
    write = terminal.writer()
    for line in terminal.lay_out(f"{name}, hint {number} of {len(given)}: {given[number - 1]}"):
        write(line)
    after = f"practice {name} --hint {number + 1}" if number < len(given) else f"show {name} --code"
    what = "The next" if number < len(given) else "The answer itself"
    write((Piece(f"{what}: pyinterview {after}", "dim"),))
    return 0


def stub(name: str, file: str) -> str:
    """Return a program with the question, the signature, the examples, and nothing done yet."""
    row = practisable()[name]
    asked = question_texts().get(row.number or 0)
    title = f"Q{row.number}. {asked}" if asked else row.title
    head = f"{fill(title, 96)}\n\nEdit this file, then: pyinterview check {file}\n"
    head = head.replace("\\", "/").replace('"' * 3, "'" * 3).encode("ascii", "replace").decode()
    source = Source(source_path(row).read_text(encoding="utf-8"))
    top, code = source.unwritten(name, hints(name).get("example", ""))
    return "\n".join([f'"""{head}"""', "", *top, *[""] * (2 if top else 1), *code, ""])


class Source:
    """The text of one of our modules, of which parts are handed out word for word."""

    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.tree = ast.parse(text)

    def unwritten(self, name: str, example: str) -> tuple[list[str], list[str]]:
        """Return what stands above the definition of *name*, and the definition without its code.

        Of several (overloads) the last is meant. *example* is put behind those of its docstring.
        """
        node = [
            part for part in self.tree.body if isinstance(part, Definition) and part.name == name
        ][-1]
        wanted = names_in(signature(node))
        code = self.head(node)
        code[-1:-1] = indent(example.strip(), "    ").splitlines()
        if not isinstance(node, ast.ClassDef):
            code.append("    raise NotImplementedError")  # the part that the reader writes
        else:
            wanted -= ABSTRACT
            for part in public_parts(node):
                if isinstance(part, ast.ClassDef):
                    code += ["", *self.lines[part.lineno - 1 : part.end_lineno]]
                else:
                    wanted |= names_in(signature(part)) - ABSTRACT
                    code += ["", *self.head(part), "        raise NotImplementedError"]
            code = [line for line in code if line.strip() != "@abstractmethod"]
            code[0] = code[0].replace("(ABC)", "")
        return list(self.above(wanted)), code

    def head(self, node: Definition) -> list[str]:
        """Return the lines of a definition as far as its docstring goes."""
        first = min([node.lineno, *(each.lineno for each in node.decorator_list)])
        body = node.body[0]
        documented = ast.get_docstring(node) is not None
        last = body.end_lineno if documented else body.lineno - 1
        # What our linter is told is not for the reader.
        return [re.sub(r"\s+# noqa.*", "", line) for line in self.lines[first - 1 : last]]

    def above(self, wanted: set[str]) -> Iterator[str]:
        """Yield the imports, then the type variables and constants, that *wanted* names need."""
        imports: list[ast.Import | ast.ImportFrom] = []
        made: list[ast.stmt] = []
        for part in reversed(self.tree.body):
            if isinstance(part, ast.Import | ast.ImportFrom):
                part.names = [a for a in part.names if (a.asname or a.name.split(".")[0]) in wanted]
                imports += [part] * bool(part.names)
            elif isinstance(part, ast.Assign | ast.AnnAssign) and targets(part) & wanted:
                made.append(part)
                wanted = wanted | names_in([part])
        theirs = [part for part in reversed(imports) if not is_ours(part)]
        ours = [part for part in reversed(imports) if is_ours(part)]
        yield from map(ast.unparse, theirs)
        yield from [""] * bool(theirs and ours)
        yield from map(ast.unparse, ours)
        yield from [""] * bool(imports and made)
        for part in reversed(made):
            yield from self.lines[part.lineno - 1 : part.end_lineno]


def public_parts(node: ast.ClassDef) -> Iterator[Definition]:
    """Yield the methods of a class, and the classes in it, that its users meet."""
    for part in node.body:
        if isinstance(part, Definition):
            special = part.name.startswith("__") and part.name.endswith("__")
            if special or not part.name.startswith("_"):
                yield part


def signature(node: Definition) -> list[ast.AST]:
    """Return the parts of a definition that come before its code."""
    if isinstance(node, ast.ClassDef):
        return [*node.bases, *node.keywords, *node.decorator_list]
    return [node.args, *node.decorator_list, *([node.returns] if node.returns else [])]


def names_in(parts: Sequence[ast.AST]) -> set[str]:
    """Return every name that occurs in *parts*."""
    return {node.id for part in parts for node in ast.walk(part) if isinstance(node, ast.Name)}


def targets(part: ast.Assign | ast.AnnAssign) -> set[str]:
    """Return the names that an assignment makes."""
    return names_in(part.targets if isinstance(part, ast.Assign) else [part.target])


def is_ours(part: ast.Import | ast.ImportFrom) -> bool:
    """Tell whether an import is from this package."""
    return isinstance(part, ast.ImportFrom) and (part.module or "").startswith("pyinterview")


def record_folder() -> Path | None:
    """Return where solved functions are remembered, below the user's cache directory.

    None if there is no such place: no home directory, or one that is not an absolute path.
    """
    cache = Path(os.environ.get("XDG_CACHE_HOME", ""))
    if not cache.is_absolute():
        below = "Library/Caches" if sys.platform == "darwin" else ".cache"
        home = os.environ.get("HOME", "~") and os.path.expanduser("~")  # noqa: PTH111 -- Path.home raises
        cache = Path(home) / below
    return cache / "pyinterview" / "solved" if cache.is_absolute() else None


def read_solved() -> set[str]:
    """Return the functions solved so far; none if there is no readable record."""
    folder = record_folder()
    try:
        return {path.name for path in folder.iterdir()} & set(practisable()) if folder else set()
    except OSError:
        return set()


def remember(name: str) -> str | None:
    """Add *name* to what was solved; return why that is not possible, or None.

    An empty file for each function: two processes at once lose nothing.
    """
    folder = record_folder()
    if folder is None:
        return "Not remembered: there is no home directory and no XDG_CACHE_HOME."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        return f"Not remembered: cannot write {quoted(str(folder))}: {reason}."
    return None
