"""Where the tests and benchmarks are that grade and time: in the wheel, or in a checkout."""

from pathlib import Path

from pyinterview.app.prose import HERE
from pyinterview.catalog import Row


def shipped(folder: str) -> Path:
    """Return the tests or benchmarks: beside the package's files, else those of a checkout."""
    inside = HERE / f"_{folder}"
    return inside if inside.is_dir() else HERE.parent.parent / folder


def benchmark_of(row: Row) -> Path | None:
    """Return the file of the row's benchmark, if it has one."""
    file = shipped("benchmarks") / row.package / f"bench_{row.topic}.py"
    return file if file.exists() else None
