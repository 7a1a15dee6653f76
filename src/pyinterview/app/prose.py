"""Read an answer's docstring as text: nothing is imported, so it works without any extra."""

import ast
import re
from pathlib import Path
from typing import NamedTuple

import pyinterview
from pyinterview.catalog import Row

HERE = Path(pyinterview.__file__).parent


class Prose(NamedTuple):
    """A module's docstring in its parts; *sections* maps heading to text, in order."""

    title: str
    questions: dict[int, str]
    sections: dict[str, str]


def source_path(row: Row) -> Path:
    """Return where the row's module is, or will be."""
    return HERE / row.package / f"{row.topic}.py"


def is_written(row: Row) -> bool:
    """Tell whether the row's answer exists yet."""
    return source_path(row).exists()


def question_texts() -> dict[int, str]:
    """Return the questions word for word, by number; a number without a question is left out."""
    lines = (HERE / "questions.txt").read_text(encoding="utf-8").splitlines()
    numbered = (line.partition(".") for line in lines)
    return {int(number): text for number, _, text in numbered if text.strip()}


def parse_prose(docstring: str) -> Prose:
    """Split an answer's docstring into title, questions and sections."""
    head, *parts = re.split(r"^## ", docstring.strip(), flags=re.MULTILINE)
    title, _, rest = head.partition("\n")
    asked = re.findall(r"^Q(\d+)\. (.+)$", rest, re.MULTILINE)
    sections = (part.partition("\n") for part in parts)
    return Prose(
        title.rstrip("."),
        {int(number): text.strip() for number, text in asked},
        {heading.strip(): text.strip() for heading, _, text in sections},
    )


def read_prose(row: Row) -> Prose:
    """Return the prose of the row's module, with the row's own paragraph first."""
    tree = ast.parse(source_path(row).read_text(encoding="utf-8"))
    prose = parse_prose(ast.get_docstring(tree) or "")
    breath = prose.sections.get("In one breath", "").split("\n\n")
    own = re.compile(rf"\W*{row.number}\b")  # a shared module's paragraphs open with their number
    breath.sort(key=lambda paragraph: own.match(paragraph) is None)
    return prose._replace(sections=prose.sections | {"In one breath": "\n\n".join(breath)})


def read_code(row: Row, name: str) -> str:
    """Return the source of the function *name*, or of the whole module below its docstring."""
    source = source_path(row).read_text(encoding="utf-8")
    tree = ast.parse(source)
    for node in tree.body:
        kinds = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
        if isinstance(node, kinds) and node.name == name:
            return ast.get_source_segment(source, node) or ""
    after = tree.body[0].end_lineno
    return "\n".join(source.splitlines()[after:]).strip()
