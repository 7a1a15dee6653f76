"""What a demo yields: narration, pictures as plain numbers, and verdicts.

A demo is a generator of these values. It never prints and never draws; whoever runs it
decides how the evidence looks (terminal, JSON, a page).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias


class Table(NamedTuple):
    """Rows of values under named columns."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]


class Chart(NamedTuple):
    """Series of numbers over a common axis *x*, for instance counts over sizes."""

    title: str
    x: Sequence[float]
    series: Mapping[str, Sequence[float]]


class Span(NamedTuple):
    """A stretch of time in one lane of a timeline."""

    lane: str
    start: float
    end: float
    label: str


class Timeline(NamedTuple):
    """Spans of time in lanes: a Gantt chart, or the waterfall of a request."""

    title: str
    spans: Sequence[Span]


class Graph(NamedTuple):
    """Nodes and directed edges: objects that refer to each other, an order of resolution."""

    title: str
    nodes: Sequence[str]
    edges: Sequence[tuple[str, str]]


class Claim(NamedTuple):
    """A sentence, what was measured just now, and what had to come out.

    *holds* is None where this machine cannot tell; *measured* then gives the reason.
    """

    text: str
    measured: object
    expected: object
    holds: bool | None


Evidence: TypeAlias = str | Table | Chart | Timeline | Graph | Claim
Demo: TypeAlias = Iterator[Evidence]


class BadInput(ValueError):
    """The reader's input cannot be used; the one sentence names it and the remedy."""


def brief(items: Sequence[object], most: int = 20) -> str:
    """Write a list in a sentence: whole if it is short, else its beginning and its length.

    >>> brief([3, 1, 2]), brief(range(1_000), most=3)
    ('[3, 1, 2]', '[0, 1, 2, ...] (1,000 items)')
    """
    shown = ", ".join(repr(item) for item in items[:most])
    return f"[{shown}]" if len(items) <= most else f"[{shown}, ...] ({len(items):,} items)"


def cropped(text: str, width: int = 60) -> str:
    """Cut *text* to *width* characters, and show that it was cut.

    >>> cropped("abcdefgh", 6)
    'abc...'
    """
    return text if len(text) <= width else text[: width - 3] + "..."
