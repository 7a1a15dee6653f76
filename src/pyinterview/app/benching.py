"""Run an answer's pytest-benchmark file, and draw its times and counts over n."""

import json
import os
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from pyinterview.app import terminal
from pyinterview.app.children import run_child
from pyinterview.app.needs import require
from pyinterview.app.places import benchmark_of
from pyinterview.app.resolve import NotWritten, written_rows_of
from pyinterview.catalog import Row
from pyinterview.lab.evidence import Chart, Evidence, Table
from pyinterview.lab.growth import SIZES, Cost, classify

INI = """[pytest]
addopts = --import-mode=importlib
python_files = bench_*.py
python_functions = bench_*
"""


def bench(name: str) -> int:
    """Time and count the answers that *name* stands for."""
    plugin = {"pytest": "pytest", "pytest_benchmark": "pytest-benchmark"}
    require(plugin, "bench", "practice")
    screen = terminal.Terminal(terminal.writer())
    for row in {row.module: row for row in written_rows_of(name)}.values():
        file = benchmark_of(row)
        if file is None:
            raise NotWritten(f"{row.module} claims no cost, so it has no benchmark")
        screen.open(row)
        for evidence in [*costs(row), *times(file)]:
            screen.show(evidence)
    return 0


def costs(row: Row) -> Iterator[Evidence]:
    """Count the operations of each function at five sizes and name the growth class."""
    rows = []
    for cost in getattr(import_module(f"pyinterview.{row.module}"), "COSTS", ()):
        counts = {n: cost.measure(n) for n in SIZES}
        said = (cost.function.__name__, cost.counts, cost.case)
        rows.append((*said, *counts.values(), classify(counts).name, within(cost, counts)))
    columns = ("function", "counted", "case", *(f"n={n}" for n in SIZES), "grows like", "limit")
    if rows:
        yield Table("Operations counted, the same on every machine", columns, rows)


def within(cost: Cost, counts: dict[int, int]) -> str:
    """Say whether the counts stay within the limit."""
    return "kept" if all(count <= cost.limit(n) for n, count in counts.items()) else "EXCEEDED"


def times(file: Path) -> Iterator[Evidence]:
    """Run the benchmark file and return the best time of each implementation at each size."""
    best: defaultdict[str, dict[str, dict[int, float]]] = defaultdict(lambda: defaultdict(dict))
    for record in records(file):
        n = record["params"]["n"]
        function = record["name"].partition("[")[0].removeprefix("bench_").replace("_", " ")
        best[function][implementation(record)][n] = record["stats"]["min"]
    for function, series in best.items():
        sizes = sorted({n for timed in series.values() for n in timed})
        rows = [
            (name, *(f"{timed[n] * 1e6:,.1f}" if n in timed else "" for n in sizes))
            for name, timed in series.items()
        ]
        columns = ("implementation", *(f"n={n:,}" for n in sizes))
        yield Table(f"{function}: microseconds, best of several rounds", columns, rows)
        whole = {
            name: list(timed.values()) for name, timed in series.items() if len(timed) == len(sizes)
        }
        if len(sizes) > 1 and whole:
            micro = {name: [second * 1e6 for second in values] for name, values in whole.items()}
            yield Chart(f"{function}: microseconds over n", sizes, micro)


def implementation(record: dict[str, Any]) -> str:
    """Return the name of what was timed: the parameter that is not n."""
    inside = str(record["param"])
    parts = [part for part in inside.split("-") if part != str(record["params"]["n"])]
    return "-".join(parts)


def records(file: Path) -> list[dict[str, Any]]:
    """Run pytest-benchmark on *file* in a child process, apart from the reader's own pytest."""
    with tempfile.TemporaryDirectory(prefix="pyinterview-") as folder:
        ini, report = Path(folder, "pytest.ini"), Path(folder, "report.json")
        ini.write_text(INI, encoding="utf-8")
        command = [sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        command += ["-c", str(ini), "--rootdir", str(file.parent), "-p", "pytest_benchmark.plugin"]
        command += [f"--benchmark-json={report}", "--benchmark-max-time=0.3", str(file)]
        environment = os.environ | {
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
            "PYTEST_ADDOPTS": "",
            "HYPOTHESIS_STORAGE_DIRECTORY": folder,
        }
        run = run_child(command, environment, Path(folder))
        if run.returncode:
            raise RuntimeError(f"the benchmark failed: {run.stdout[-2000:]}{run.stderr[-500:]}")
        found: list[dict[str, Any]] = json.loads(report.read_text(encoding="utf-8"))["benchmarks"]
        return found
