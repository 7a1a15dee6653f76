"""The commands that read: the list of answers, and one answer as prose or source."""

import json
from collections.abc import Mapping

from pyinterview.app import terminal
from pyinterview.app.inputs import WrongOption
from pyinterview.app.prose import Prose, is_written, question_texts, read_code, read_prose
from pyinterview.app.resolve import search, written_rows_of
from pyinterview.app.terminal import Piece
from pyinterview.app.wording import quoted
from pyinterview.catalog import PACKAGES, Row


def list_answers(word: str, *, as_json: bool) -> int:
    """Print the catalog, or the rows about *word*."""
    rows = search(word)
    if not rows:
        raise WrongOption(f"nothing in the list is about {quoted(word)}")
    texts = question_texts()
    if as_json:
        for row in rows:
            print_json(described(row) | {"question": texts.get(row.number or 0)})
        return 0
    write = terminal.writer()
    wide = max(len(row.demo) for row in rows)
    for package, title in PACKAGES.items():
        inside = [row for row in rows if row.package == package]
        if inside:
            write((Piece(title, "bold"),))
        for row in inside:
            note = "" if is_written(row) else "  (not written yet)"
            number = row.number or ""
            write((Piece(f"{number:>4}  {row.demo:<{wide}}  {row.title}"), Piece(note, "dim")))
        if inside:
            write(())
    return 0


def described(row: Row) -> dict[str, object]:
    """Return a row as JSON's kinds of value."""
    return {
        "number": row.number,
        "title": row.title,
        "topic": PACKAGES[row.package],
        "module": f"pyinterview.{row.module}",
        "demo": row.demo,
        "exports": list(row.exports),
        "extra": row.extra or None,
        "written": is_written(row),
    }


def show(name: str, *, source: bool, as_json: bool) -> int:
    """Print the answers that *name* stands for."""
    modules = {row.module: row for row in reversed(written_rows_of(name))}
    for row in modules.values():
        prose = read_prose(row)
        program = read_code(row, name)
        if as_json:
            questions = [{"number": n, "text": text} for n, text in prose.questions.items()]
            record = {"title": prose.title, "questions": questions, "sections": prose.sections}
            print_json(described(row) | record | ({"code": program} if source else {}))
        elif source:
            terminal.code(program)
        else:
            terminal.markdown(as_markdown(prose))
    return 0


def as_markdown(prose: Prose) -> str:
    """Return the prose as one Markdown text."""
    asked = "\n".join(f"{number}. {text}" for number, text in prose.questions.items())
    parts = [f"# {prose.title}", asked]
    parts += [f"## {heading}\n\n{text}" for heading, text in prose.sections.items()]
    return "\n\n".join(part for part in parts if part)


def print_json(record: Mapping[str, object]) -> None:
    """Print one JSON object on one line."""
    print(json.dumps(record), flush=True)  # noqa: T201 -- this is the screen
