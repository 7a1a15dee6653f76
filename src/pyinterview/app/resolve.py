"""Turn what a reader types (a number, a demo, a module, a function) into rows of the catalog."""

from difflib import get_close_matches

from pyinterview.app.prose import is_written, question_texts
from pyinterview.app.wording import quoted
from pyinterview.catalog import ROWS, Row


class Unknown(ValueError):
    """What was typed names nothing; the sentence suggests what comes close."""


class NotWritten(Exception):
    """The answer is listed but does not exist yet."""


def rows_of(text: str) -> list[Row]:
    """Return the rows that *text* names; `Unknown` with the nearest names otherwise.

    >>> [row.demo for row in rows_of("37")], rows_of("upper_bound")[0].demo
    (['linear_search', 'binary_search'], 'binary_search')
    """
    word = text.strip().lower().replace("-", "_").removeprefix("demo_")
    found = (
        [row for row in ROWS if word.isascii() and word.isdigit() and row.number == int(word[:9])]
        or [row for row in ROWS if word == row.demo]
        or [row for row in ROWS if word in (name.lower() for name in row.exports)]
        or [row for row in ROWS if word in (row.topic, row.module)]
    )
    if not found:
        raise Unknown(f"there is no answer {quoted(text)}; {nearest(text, word)}")
    return found


def nearest(text: str, word: str) -> str:
    """Say what comes closest to *word*."""
    if text.strip().lstrip("+-").isdigit():
        return f"the questions run from 1 to {max(question_texts())}"
    names = {name for row in ROWS for name in (row.demo, row.topic, *row.exports)}
    near = get_close_matches(word[:60], sorted(names), n=3, cutoff=0.6)
    return f"did you mean {' or '.join(near)}?" if near else "see: pyinterview list"


def written_rows_of(text: str) -> list[Row]:
    """Return the rows that *text* names and that exist; `NotWritten` if none does yet."""
    rows = rows_of(text)
    written = [row for row in rows if is_written(row)]
    if not written:
        raise NotWritten(f"{rows[0].demo} ({rows[0].title}) is not written yet")
    return written


def search(word: str) -> list[Row]:
    """Return the rows whose names, title, topic or question contain *word*; all for no word."""
    texts = question_texts()
    wanted = word.lower()
    return [
        row
        for row in ROWS
        if wanted
        in " ".join(
            [row.title, row.module, row.demo, *row.exports, texts.get(row.number or 0, "")]
        ).lower()
    ]
