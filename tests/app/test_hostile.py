"""Broken, cheating and hostile files: no false pass, no hang, no survivor, nothing left behind."""

import os
import re
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from time import monotonic
from typing import Any, NamedTuple

import pytest

pytestmark = pytest.mark.battery

TABLE: dict[str, dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("hostile.toml").read_text(encoding="utf-8")
)
ANSWER = """
def binary_search(items, target):
{inside}
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < target:
            low = middle + 1
        else:
            high = middle
    return low if low < len(items) and items[low] == target else None
"""
PATIENCE = 12.0  # seconds on a machine of its own; the limits of the grader itself are less


class Seen(NamedTuple):
    """What a run of `check` came to, and what it left behind."""

    code: int
    said: str
    seconds: float
    survivors: list[str]
    left: list[str]


class Place:
    """A working directory, a home and a temporary directory, each of its own."""

    def __init__(self, root: Path) -> None:
        self.folders = {name: root / name for name in ("cwd", "home", "tmp")}
        for folder in self.folders.values():
            folder.mkdir(parents=True)
        self.root = root

    def check(self, file: str) -> Seen:
        """Run the real command on *file* in the working directory."""
        before = set(self.root.rglob("*"))
        environment = os.environ | {
            "HOME": str(self.folders["home"]),
            "TMPDIR": str(self.folders["tmp"]),
            "PYTHONPATH": os.pathsep.join(
                [str(self.root / "mark"), os.environ.get("PYTHONPATH", "")]
            ),  # inherited by whatever it starts
        }
        environment.pop("XDG_CACHE_HOME", None)
        began = monotonic()
        done = subprocess.run(
            [sys.executable, "-m", "pyinterview", "check", file],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=60,
            cwd=self.folders["cwd"],
            env=environment,
        )
        seconds = monotonic() - began
        left = {str(path.relative_to(self.root)) for path in {*self.root.rglob("*")} ^ before}
        left = {name for name in left if not re.match(CACHE, name)}
        said = " ".join((done.stdout + done.stderr).split())
        return Seen(done.returncode, said, seconds, marked(str(self.root / "mark")), sorted(left))


CACHE = r"home/(\.cache|Library|Library/Caches)(/pyinterview.*)?$"  # what was solved


def marked(mark: str) -> list[str]:
    """The processes whose environment holds *mark*, where the system shows it (Linux)."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark.encode() in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:  # it has ended, or is not ours
            continue
    return found


def written(row: dict[str, Any], place: Place, path: Path) -> str:
    """The text of a file of the table."""
    names = {name: str(folder) for name, folder in place.folders.items()} | {"file": str(path)}
    text, top = (
        re.sub(rf"\{{({'|'.join(names)})!r\}}", lambda found: repr(names[found[1]]), str(part))
        for part in (row.get("source", ""), row.get("top", ""))
    )
    if "top" in row or "inside" in row:
        inside = textwrap.indent(str(row.get("inside", "")).strip(), "    ")
        text += f"{top}\n{ANSWER.format(inside=inside)}"
    return text.replace("DEEP", "(" * 10_000 + ")" * 10_000)


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Future[Seen]]]:
    """Every file of the table graded, two at a time."""

    def run(name: str, place: Place) -> Seen:
        path = place.folders["cwd"] / f"{name}.py"
        path.write_text(written(TABLE[name], place, path), encoding="utf-8")
        return place.check(path.name)

    with ThreadPoolExecutor(2) as pool:
        root = tmp_path_factory.mktemp("hostile")
        yield {name: pool.submit(run, name, Place(root / name)) for name in TABLE}


@pytest.mark.parametrize("name", TABLE)
def test_a_hostile_file_gets_its_verdict_and_leaves_nothing(
    runs: dict[str, Future[Seen]], name: str
) -> None:
    seen = runs[name].result()
    assert "Traceback" not in seen.said
    assert "defect of ours" not in seen.said
    assert re.search(TABLE[name]["says"], seen.said), seen.said
    assert seen.code == TABLE[name]["code"], seen.said
    assert ("solved" in re.findall(r"binary_search: (solved|not yet)", seen.said)) == (
        seen.code == 0 and "merge_sort" not in seen.said
    ) or name == "one_of_two_is_wrong"
    assert (seen.survivors, seen.left) == ([], [])
    assert seen.seconds < PATIENCE * max(1.0, os.getloadavg()[0])  # others may be at work here
