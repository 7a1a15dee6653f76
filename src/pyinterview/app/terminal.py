"""Draw evidence: in colour when a person looks, as plain text when piped, as JSON lines.

Each piece of evidence is laid out once, as lines of styled text; the plain form is the same
without the styles. With ``--json`` each piece is one JSON object on a line of its own:

* ``{"type": "demo", "demo", "number", "title"}`` opens a demo;
* ``{"type": "text", "text"}``, ``{"type": "table", "title", "columns", "rows"}``,
  ``{"type": "chart", "title", "x", "series"}``, ``{"type": "timeline", "title", "spans"}`` and
  ``{"type": "graph", "title", "nodes", "edges"}`` are what it shows;
* ``{"type": "claim", "text", "measured", "expected", "verdict"}`` is a verdict, one of
  ``"holds"``, ``"fails"`` and ``"inconclusive"``.

Numbers, strings, lists, true, false and null are themselves; any other value is its text.
"""

import json
import math
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from textwrap import wrap
from typing import Any, NamedTuple, Protocol, TextIO, TypeAlias

from pyinterview.app.places import benchmark_of
from pyinterview.app.wording import hex_free, written
from pyinterview.catalog import Row
from pyinterview.lab.evidence import Chart, Claim, Evidence, Graph, Table, Timeline, cropped

VERDICTS = {True: "holds", False: "fails", None: "cannot tell"}
STYLES = {"holds": "bold green", "fails": "bold red", "cannot tell": "bold yellow"}


class Piece(NamedTuple):
    """A stretch of text in one style (a rich style name, or empty)."""

    text: str
    style: str = ""


Line: TypeAlias = tuple[Piece, ...]


WIDEST = 100


def width() -> int:
    """Return how many columns to use: the terminal's, within reason; the same in every pipe."""
    if not sys.stdout.isatty():
        return WIDEST
    import shutil  # noqa: PLC0415 -- slow to import, and only a terminal needs it

    return max(40, min(shutil.get_terminal_size().columns, WIDEST))


def lay_out(evidence: Evidence) -> Iterator[Line]:
    """Return the lines that show one piece of evidence."""
    match evidence:
        case str():
            for paragraph in evidence.splitlines() or [""]:
                for line in wrap(paragraph, width(), subsequent_indent="  ") or [""]:
                    yield (Piece(line),)
        case Table():
            yield from table_lines(evidence)
        case Chart():
            yield from chart_lines(evidence)
        case Timeline():
            yield from timeline_lines(evidence)
        case Graph():
            yield from graph_lines(evidence)
        case Claim():
            yield from claim_lines(evidence)


def table_lines(table: Table) -> Iterator[Line]:
    """Lay out a table: numbers right-aligned, no lines."""
    yield (Piece(table.title, "bold"),)
    cells = [[cropped(written(cell)) for cell in row] for row in table.rows]
    for at_row, row in enumerate([list(table.columns), *cells]):
        line = "  "
        for at, cell in enumerate(row):
            wide = max(len(other[at]) for other in [list(table.columns), *cells])
            numeric = bool(table.rows) and all(is_number(given[at]) for given in table.rows)
            line += (cell.rjust(wide) if numeric else cell.ljust(wide)) + "   "
        yield (Piece(line.rstrip(), "" if at_row else "dim"),)


def is_number(value: object) -> bool:
    """Tell a number (or None, a missing one) from text; a truth value is text."""
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def claim_lines(claim: Claim) -> Iterator[Line]:
    """Lay out a verdict, with what was measured below it."""
    verdict = VERDICTS[claim.holds]
    indent = " " * (len(verdict) + 3)
    first, *rest = wrap(claim.text, width() - len(indent))
    yield Piece(verdict, STYLES[verdict]), Piece("   " + first)
    for line in rest:
        yield (Piece(indent + line),)
    measured = f"measured {written(claim.measured)}; expected {written(claim.expected)}"
    for line in wrap(measured, width() - len(indent)):
        yield (Piece(indent + line, "dim"),)


def chart_lines(chart: Chart) -> Iterator[Line]:
    """Draw a chart, on logarithmic axes where the numbers span an order of magnitude."""
    import plotille  # noqa: PLC0415 -- slow to import, and only charts need it

    heights = [y for series in chart.series.values() for y in series]
    log_x, log_y = spans_decade(chart.x), spans_decade(heights)
    figure = plotille.Figure()
    figure.width, figure.height = width() - 30, 14
    figure.color_mode = "names"
    figure.with_colors = False
    figure.x_label, figure.y_label = "", ""
    figure.register_label_formatter(float, lambda value, **_: f"{value:,.2f}")
    figure.x_ticks_fkt = tick(log_x)
    figure.y_ticks_fkt = tick(log_y)
    for marker, (name, series) in zip("*+ox#@%&", chart.series.items(), strict=False):
        xs = [math.log2(x) if log_x else x for x in chart.x]
        ys = [math.log2(y) if log_y else y for y in series]
        figure.plot(xs, ys, label=name, marker=marker)
    yield (Piece(chart.title + (", both axes logarithmic" if log_x and log_y else ""), "bold"),)
    drawn = figure.show(legend=True).replace("\u2800", " ")  # plotille's blank is a Braille cell
    if not (sys.stdout.encoding or "").lower().startswith("utf"):
        drawn = re.sub("[\u2801-\u28ff]", ".", drawn)
    for line in drawn.splitlines():
        yield (Piece(line.rstrip()),)


def spans_decade(numbers: Sequence[float]) -> bool:
    """Tell whether a logarithmic axis shows *numbers* better."""
    return min(numbers) > 0 and max(numbers) >= 8 * min(numbers)


def tick(logarithmic: bool) -> Any:  # noqa: FBT001 -- one of two axes
    """Return plotille's tick function for an axis."""
    return lambda low, _: short(2**low if logarithmic else low)


def short(number: float) -> str:
    """Write a number in a few characters, for an axis.

    >>> short(0.25), short(12.3), short(1_500), short(2_500_000)
    ('0.25', '12', '1.5k', '2.5M')
    """
    for unit, factor in (("G", 1e9), ("M", 1e6), ("k", 1e3)):
        if abs(number) >= factor:
            return f"{number / factor:.3g}{unit}"
    return f"{number:.0f}" if abs(number) >= 100 else f"{number:.2g}"


def timeline_lines(timeline: Timeline) -> Iterator[Line]:
    """Draw spans as bars, one line each, to one scale."""
    yield (Piece(timeline.title, "bold"),)
    if not timeline.spans:
        return
    start = min(span.start for span in timeline.spans)
    total = max(span.end for span in timeline.spans) - start or 1.0
    lane = max(len(span.lane) for span in timeline.spans)
    columns = width() - lane - 30
    for span in timeline.spans:
        left = round((span.start - start) / total * columns)
        long = max(1, round((span.end - span.start) / total * columns))
        bar = " " * left + "#" * long
        times = f"{span.start:.3g} to {span.end:.3g}  {span.label}"
        yield (Piece(f"  {span.lane:<{lane}}  {bar:<{columns + 1}}  {times}"),)


def graph_lines(graph: Graph) -> Iterator[Line]:
    """List each node with what it points to."""
    yield (Piece(graph.title, "bold"),)
    for node in graph.nodes:
        targets = [target for source, target in graph.edges if source == node]
        yield (Piece(f"  {node}" + (f" -> {', '.join(targets)}" if targets else "")),)


def jsonable(value: object) -> object:
    """Turn a value into what JSON can hold."""
    if isinstance(value, bool | str) or value is None:
        return value
    if isinstance(value, int):
        return value if value.bit_length() < 10_000 else hex_free(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    if isinstance(value, Mapping):
        return {written(key): jsonable(item) for key, item in value.items()}
    if isinstance(value, Sequence | AbstractSet):
        return [jsonable(item) for item in value]
    return written(value)


def as_json(evidence: Evidence) -> dict[str, object]:
    """Return the JSON object of one piece of evidence."""
    if isinstance(evidence, str):
        return {"type": "text", "text": evidence}
    fields = evidence._asdict()
    if isinstance(evidence, Claim):
        holds = fields.pop("holds")
        fields["verdict"] = "inconclusive" if holds is None else VERDICTS[holds]
    if isinstance(evidence, Timeline):
        fields["spans"] = [span._asdict() for span in evidence.spans]
    return {"type": type(evidence).__name__.lower()} | {k: jsonable(v) for k, v in fields.items()}


class Screen(Protocol):
    """Where evidence is shown."""

    def open(self, row: Row) -> None:
        """Begin a demo."""

    def show(self, evidence: Evidence) -> None:
        """Show one piece of evidence at once."""

    def close(self, row: Row) -> None:
        """End a demo."""


class Terminal:
    """Shows evidence as text."""

    def __init__(self, write: "Writer") -> None:
        self.write = write

    def open(self, row: Row) -> None:
        """Print the title."""
        number = f"{row.number}. " if row.number else ""
        self.write((Piece(number + row.title, "bold underline"),))
        self.write(())

    def show(self, evidence: Evidence) -> None:
        """Print the evidence and an empty line."""
        for line in lay_out(evidence):
            self.write(line)
        self.write(())

    def close(self, row: Row) -> None:
        """Say where to go from here."""
        bench = f", bench {row.demo}" if benchmark_of(row) else ""
        self.write((Piece(f"Next: show {row.number or row.demo}{bench}", "dim"),))


class JsonLines:
    """Writes each piece of evidence as one JSON object on a line of its own."""

    def __init__(self, file: TextIO) -> None:
        self.file = file

    def _write(self, record: Mapping[str, object]) -> None:
        print(json.dumps(record), file=self.file, flush=True)

    def open(self, row: Row) -> None:
        """Write which demo follows."""
        self._write({"type": "demo", "demo": row.demo, "number": row.number, "title": row.title})

    def show(self, evidence: Evidence) -> None:
        """Write the evidence."""
        self._write(as_json(evidence))

    def close(self, row: Row) -> None:
        """Nothing ends a demo but the next one."""


class Writer(Protocol):
    """Prints one line of styled pieces."""

    def __call__(self, line: Line, /) -> None:
        """Print *line*."""


def is_person(stream: TextIO | None) -> bool:
    """Tell whether a person looks at *stream*; ``FORCE_COLOR`` says so for a pipe."""
    return stream is not None and (stream.isatty() or bool(os.environ.get("FORCE_COLOR")))


def writer() -> Writer:
    """Return what prints lines to standard output: styled if a person looks, else plain."""
    if not is_person(sys.stdout):
        return plain_line
    from rich.console import Console  # noqa: PLC0415 -- slow to import
    from rich.text import Text  # noqa: PLC0415 -- slow to import

    console = Console(width=width(), highlight=False, soft_wrap=True)

    def styled(line: Line) -> None:
        console.print(Text.assemble(*line))

    return styled


def plain_line(line: Line) -> None:
    """Print *line* without its styles."""
    print("".join(piece.text for piece in line), flush=True)  # noqa: T201 -- this is the screen


def markdown(text: str) -> None:
    """Print Markdown: drawn if a person looks, else as it is written."""
    if not is_person(sys.stdout):
        print(text)  # noqa: T201 -- this is the screen
        return
    from rich.console import Console  # noqa: PLC0415 -- slow to import
    from rich.markdown import Markdown  # noqa: PLC0415 -- slow to import

    Console(width=width()).print(Markdown(text))


def code(text: str) -> None:
    """Print Python source: coloured if a person looks, else as it is written."""
    if not is_person(sys.stdout):
        print(text)  # noqa: T201 -- this is the screen
        return
    from rich.console import Console  # noqa: PLC0415 -- slow to import
    from rich.syntax import Syntax  # noqa: PLC0415 -- slow to import

    Console(width=width()).print(Syntax(text, "python", theme="ansi_dark", word_wrap=True))
