"""Measure every claim again, each demo in a process of its own, so that a crash costs one row."""

import json
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Any

from pyinterview.app import terminal
from pyinterview.app.children import run_child
from pyinterview.app.codes import FAILS, HOLDS, MISSING, NO_SERVICE
from pyinterview.app.prose import is_written
from pyinterview.app.reading import print_json
from pyinterview.app.resolve import written_rows_of
from pyinterview.app.terminal import STYLES, Piece, Writer
from pyinterview.app.wording import written
from pyinterview.catalog import ROWS, Row
from pyinterview.lab.evidence import cropped

VERDICTS = {"holds": "holds", "fails": "fails", "inconclusive": "cannot tell"}
NOT_TRIED = "not tried"


def prove(names: Sequence[str], *, as_json: bool) -> int:
    """Run the demos named (or all), print one line a claim, and sum up."""
    if names:
        rows = list({row.demo: row for name in names for row in written_rows_of(name)}.values())
        unwritten = 0
    else:
        rows = [row for row in ROWS if is_written(row)]
        unwritten = len({row.number for row in ROWS if row.number and not is_written(row)})
    write = terminal.writer()
    began = perf_counter()
    count: Counter[str] = Counter()
    proven = set()
    with progress(rows) as steps:
        for row in steps:
            for claim in claims(row):
                count[claim["verdict"]] += 1
                proven.add(row.module)
                if as_json:
                    print_json({"number": row.number, "demo": row.demo} | claim)
                else:
                    print_claim(row, claim, write)
    if not as_json:
        taken = perf_counter() - began
        write(())
        write((Piece(summary(len(rows), count, unwritten, taken), "bold"),))
    return FAILS if count["fails"] else HOLDS


def claims(row: Row) -> list[dict[str, Any]]:
    """Return the claims of one demo as JSON objects; one that says why if there are none."""
    command = [sys.executable, "-P", "-m", "pyinterview", "demo", row.demo, "--json"]
    run = run_child(command)
    said = (run.stderr.strip().splitlines() or [f"exit code {run.returncode}"])[-1]
    if run.returncode in (MISSING, NO_SERVICE):
        return [failed(NOT_TRIED, said)]
    records = [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]
    found = [record for record in records if record["type"] == "claim"]
    if run.returncode not in (HOLDS, FAILS) or not found:
        found.append(failed("fails", f"the demo broke off: {said}"))
    return found


def failed(verdict: str, text: str) -> dict[str, Any]:
    """Return a claim that stands for a demo that could not be measured."""
    return {"type": "claim", "text": text, "measured": None, "expected": None, "verdict": verdict}


def print_claim(row: Row, claim: dict[str, Any], write: Writer) -> None:
    """Print one line: number, demo, verdict, what is claimed, what was measured."""
    verdict = VERDICTS.get(claim["verdict"], claim["verdict"])
    measured = "" if claim["measured"] is None else f": {written(claim['measured'])}"
    text = claim["text"] + measured
    if sys.stdout.isatty():  # a line that wraps is no line; a pipe gets all of it
        text = cropped(text, max(40, shutil.get_terminal_size().columns - 42))
    write(
        (
            Piece(f"{row.number or '':>4}  {row.demo:<20}"),
            Piece(f"{verdict:<11}", STYLES.get(verdict, "dim")),
            Piece(f"  {text}"),
        )
    )


def summary(demos: int, count: Counter[str], unwritten: int, taken: float) -> str:
    """Return the closing line."""
    later = f"; {unwritten} questions not written yet" if unwritten else ""
    return (
        f"{demos} demos: {count['holds']} claims hold, {count['inconclusive']} cannot be told"
        f" here, {count['fails']} fail; {count[NOT_TRIED]} demos not tried{later}. {taken:.1f} s"
    )


@contextmanager
def progress(rows: Sequence[Row]) -> Iterator[Iterator[Row]]:
    """Go through *rows*, with a progress bar on standard error if a person looks."""
    if not terminal.is_person(sys.stderr):
        yield iter(rows)
        return
    from rich.console import Console  # noqa: PLC0415 -- slow to import
    from rich.progress import Progress  # noqa: PLC0415 -- slow to import

    with Progress(console=Console(stderr=True), transient=True, redirect_stdout=False) as bar:
        task = bar.add_task("proving", total=len(rows))

        def steps() -> Iterator[Row]:
            for row in rows:
                bar.update(task, description=row.demo)
                yield row
                bar.advance(task)

        yield steps()
