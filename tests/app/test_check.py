"""The `check` command: verdicts on honest files, odd files, JSON, --watch, and from a wheel."""

import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from pyinterview.app import checking
from pyinterview.app.practice import practisable
from pyinterview.app.prose import source_path

Run = Callable[..., subprocess.CompletedProcess[str]]

RIGHT = """
def binary_search(items, target):
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < target:
            low = middle + 1
        else:
            high = middle
    return low if low < len(items) and items[low] == target else None
"""
WRONG = RIGHT.replace("low < len(items) and ", "")
KEYS = ("function", "verdict", "faults", "mistake", "types", "costs", "note")
COST = {"counts", "case", "n", "counted", "limit", "kept", "growth", "moved", "moved_growth"}
MODULES = {row.module: source_path(row) for row in practisable().values()}


@pytest.fixture(autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is solved here is forgotten."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.mark.parametrize("module", MODULES)
def test_the_source_of_each_module_solves_all_its_functions(
    run: Run, tmp_path: Path, module: str
) -> None:
    shutil.copy(MODULES[module], tmp_path / "mine.py")
    done = run("check", "mine.py", "--json")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    said = {record["function"]: record["verdict"] for record in records}
    names = [name for name, row in practisable().items() if row.module == module]
    assert said == dict.fromkeys(names, "solved"), done.stdout
    assert done.returncode == 0


def test_json_is_one_object_a_function_with_the_documented_keys(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(WRONG + "\n\ndef linear_search(items, target): return 0\n")
    done = run("check", "mine.py", "--json")
    records = [json.loads(line) for line in done.stdout.splitlines()]
    assert [record["function"] for record in records] == ["binary_search", "linear_search"]
    for record in records:
        assert tuple(record) == KEYS
        assert record["verdict"] == "not yet"
        assert all(isinstance(fault, str) for fault in record["faults"])
        assert record["faults"]
        assert all(set(cost) in (COST, {"counts", "case", "error"}) for cost in record["costs"])
    assert done.returncode == 1
    documented = checking.__doc__ or ""
    assert re.findall(r"^(\w+) +\S", documented.partition("value")[2], re.MULTILINE)[:7] == [*KEYS]
    assert all(f"`{key}`" in documented for key in (*COST, "error"))


def test_json_is_silent_about_a_file_that_is_unusable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("def binary_search(")
    done = run("check", "mine.py", "--json")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)


def test_the_first_fact_that_fails_is_told_while_the_others_are_tried(tmp_path: Path) -> None:
    """The file fails in the examples and then waits for a pipe that nobody opens."""
    os.mkfifo(tmp_path / "hold")
    (tmp_path / "mine.py").write_text(
        "def binary_search(items, target):\n"
        f"    if target not in (3, 4): open({str(tmp_path / 'hold')!r}).read()\n"
        "    return 0\n"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "pyinterview", "check", "mine.py"],
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        assert process.poll() is None  # it is still at work
        process.communicate(timeout=60)
    assert lines[0] == "binary_search: not yet\n"
    assert lines[2].startswith("  binary_search([1, 3, 3, 7], 3), binary_search([1, 3, 3, 7], 4)")


@pytest.mark.parametrize(
    "name", ["random.py", "bisect.py", "json.py", "pytest.py", "my answer.py", "./-x.py", "a.b.txt"]
)
def test_any_name_will_do_for_a_file(run: Run, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(RIGHT)
    done = run("check", name)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Types: fine" in done.stdout or importlib.util.find_spec("mypy") is None


@pytest.mark.parametrize(
    "content",
    [
        RIGHT.encode("utf-8-sig"),
        ("# -*- coding: latin-1 -*-\n# \xe9" + RIGHT).encode("latin-1"),
        RIGHT.replace("\n", "\r\n").encode(),
    ],
    ids=["byte order mark", "latin-1", "carriage returns"],
)
def test_a_program_may_be_written_in_any_encoding_that_it_declares(
    run: Run, tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "mine.py").write_bytes(content)
    assert "solved" in run("check", "mine.py").stdout


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe" + RIGHT.encode("utf-16-le"), "is not UTF-8 text"),
        (b"x = '\xe9'\n" + RIGHT.encode(), "is not UTF-8 text"),
        (b"# coding: klingon\n" + RIGHT.encode(), "is not UTF-8 text: unknown encoding"),
        (RIGHT.encode() + b"\0", "is not Python: .*(null|NUL) bytes"),
        (bytes(range(256)) * 10, "is not"),
        (RIGHT.encode() + b"#" * 10_000_000, "10,000,... bytes; an answer has a few hundred"),
    ],
    ids=["UTF-16", "latin-1", "unknown", "NUL", "binary", "10 MB"],
)
def test_what_is_no_text_is_unusable_and_told_in_a_sentence(
    run: Run, tmp_path: Path, content: bytes, said: str
) -> None:
    (tmp_path / "mine.py").write_bytes(content)
    done = run("check", "mine.py")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert re.search(said, done.stderr), done.stderr


def test_what_is_no_file_is_unusable_and_told_in_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "folder.py").mkdir()
    os.mkfifo(tmp_path / "fifo.py")
    (tmp_path / "loop.py").symlink_to("loop.py")
    said = {
        "folder.py": "it is a directory",
        "fifo.py": "it is no regular file",
        "missing.py": "no such file or directory",
        "loop.py": "too many levels of symbolic links",
        "/dev/null/x.py": "not a directory",
    }
    for name, why in said.items():
        done = run("check", name)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
        assert done.stderr.endswith(f"{why}\n"), done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_is_unusable(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(RIGHT)
    (tmp_path / "mine.py").chmod(0)
    assert run("check", "mine.py").stderr.endswith("permission denied\n")


def test_a_symlink_is_followed(run: Run, tmp_path: Path) -> None:
    (tmp_path / "real.py").write_text(RIGHT)
    (tmp_path / "mine.py").symlink_to("real.py")
    assert run("check", "mine.py").returncode == 0


def test_watch_checks_again_on_every_save_and_ends_by_ctrl_c(tmp_path: Path) -> None:
    mine, fresh = tmp_path / "mine.py", tmp_path / "fresh.py"
    mine.write_text(WRONG)
    with subprocess.Popen(
        [sys.executable, "-m", "pyinterview", "check", "mine.py", "--watch", "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    ) as process:
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["verdict"] == "not yet"
        mine.write_text("def binary_search(")
        assert "is not Python" in process.stdout.readline()
        fresh.write_text(RIGHT)
        fresh.replace(mine)  # as many editors save
        assert json.loads(process.stdout.readline())["verdict"] == "solved"
        mine.unlink()
        assert "no such file" in process.stdout.readline()
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=30)
    assert (process.returncode, complaint) == (130, "")


def test_ctrl_c_ends_what_was_started(tmp_path: Path) -> None:
    """The file says by opening a named pipe that it runs, and then hangs."""
    mark = str(tmp_path / "mark")
    os.mkfifo(tmp_path / "runs")
    (tmp_path / "mine.py").write_text(f"open({str(tmp_path / 'runs')!r}).read()\n{RIGHT}")
    with (
        subprocess.Popen(
            [sys.executable, "-m", "pyinterview", "check", "mine.py"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=tmp_path,
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join([mark, os.environ.get("PYTHONPATH", "")])},
        ) as process,
        (tmp_path / "runs").open("w"),
    ):  # opens when the other side reads
        process.send_signal(signal.SIGINT)
        _, complaint = process.communicate(timeout=30)
    assert (process.returncode, complaint) == (130, "")
    assert [file for file in Path("/proc").glob("[0-9]*/environ") if holds(file, mark)] == []


def holds(file: Path, text: str) -> bool:
    """Whether a process has *text* in its environment."""
    try:
        return text.encode() in file.read_bytes()
    except OSError:  # it has ended, or is not ours
        return False


HOSTILE = {
    "pyproject.toml": "[tool.pytest\nbroken",
    "conftest.py": "raise SystemExit(0)",
    "pytest.ini": "[pytest]\naddopts = --nonsense\n",
    "setup.cfg": "[tool:pytest]\naddopts = -p nothing\n[mypy]\nplugins = nothing\n",
    "tox.ini": "[pytest]\naddopts = --collect-only\n",
    "mypy.ini": "[mypy]\nplugins = nothing\n",
    "pyinterview.py": "raise SystemExit(0)",
}


def test_practice_check_and_spot_work_from_a_wheel_among_hostile_files(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    root = Path(__file__).parents[2]
    wheels, target, empty = (tmp_path_factory.mktemp(n) for n in ("wheel", "target", "empty"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-q"]
    build = ["wheel", "--no-deps", "--no-build-isolation", "-w", str(wheels), str(root)]
    subprocess.run([*pip, *build], check=True, capture_output=True, cwd=wheels)
    (wheel,) = wheels.glob("*.whl")
    install = ["install", "--no-deps", "--target", str(target), str(wheel)]
    subprocess.run([*pip, *install], check=True, capture_output=True, cwd=wheels)
    for name, text in HOSTILE.items():
        (empty / name).write_text(text)
    before = {path.name for path in empty.iterdir()}

    def start(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-P", *arguments],
            capture_output=True,
            text=True,
            check=False,
            cwd=empty,
            env=os.environ | {"PYTHONPATH": str(target)},
        )

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        return start(str(target / "bin" / "pyinterview"), *arguments)

    where = start("-c", "import pyinterview; print(pyinterview.__file__)").stdout
    assert where.startswith(str(target))  # and not the checkout
    done = command("practice", "binary_search")
    assert done.returncode == 0, done.stderr
    stub = command("check", "binary_search.py")
    assert (stub.returncode, stub.stderr) == (1, "")
    assert "not written yet" in stub.stdout
    (empty / "binary_search.py").write_text(WRONG)
    wrong = command("check", "binary_search.py")
    assert "binary_search([], 0) raised IndexError" in wrong.stdout, wrong.stdout + wrong.stderr
    (empty / "binary_search.py").write_text(RIGHT)
    right = command("check", "binary_search.py")
    assert right.returncode == 0, right.stdout + right.stderr
    shown = command("spot", "binary_search", "1", "--answer")
    assert (shown.returncode, shown.stderr) == (0, "")
    assert {path.name for path in empty.iterdir()} == before | {"binary_search.py"}


MISTAKES = Path(__file__).parent.parent / "mistakes"


@pytest.mark.parametrize(
    ("mistake", "said"),
    [
        ("Ledger_that_leaves_the_check_to_backends", "in every sequence of steps. It fails after"),
        ("Account_that_trusts_the_sign", "A known mistake: Only the balance is checked"),
        ("flatten_of_lists_alone", "gives ([1, 2, 3, 'ab', (4,)], [(1, 2), 3])"),
        ("once_that_takes_none_for_not_yet", "A known mistake: "),
    ],
)
def test_classes_iterators_and_decorators_are_told_what_fails(
    run: Run, tmp_path: Path, mistake: str, said: str
) -> None:
    shutil.copy(MISTAKES / f"{mistake}.py", tmp_path / "mine.py")
    done = run("check", "mine.py")
    assert (done.returncode, done.stderr) == (1, "")
    assert " ".join(said.split()) in " ".join(done.stdout.split())
