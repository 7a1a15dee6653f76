"""A pytest plugin that runs an answer's tests against somebody else's functions.

``pytest -p pyinterview.app.grader --mine=FILE tests/algorithms/test_searching.py`` puts the
functions of FILE in the place of ours before the test modules import them. With ``--report=FD``
(and a secret as the first line of standard input) it writes one JSON record a line to that file
descriptor: what the worked examples gave, each test, the cost, and the end. `app.sandbox` reads
them; a record without the secret is not believed.
"""

import doctest
import importlib
import importlib.util
import io
import json
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, cast

import pytest

from pyinterview.app.audit import confine
from pyinterview.app.watching import TEST_SECONDS, Foul, Guard, Watch, limited
from pyinterview.catalog import ROWS, STANDARD_LIBRARY_ONLY

MEMORY = 2 * 2**30  # bytes of address space
FILE_SIZE = 32 * 2**20  # bytes in one file
GUARDED = (
    "builtins", "bisect", "collections", "copy", "functools", "heapq", "hypothesis",
    "hypothesis.core", "itertools", "json", "math", "operator", "os", "pytest", "random",
    "_pytest.assertion", "_pytest.outcomes", "_pytest.python", "_pytest.runner",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our options."""
    parser.addoption("--mine", type=Path, help="a file whose functions replace the library's own")
    parser.addoption("--function", help="replace this one alone, and grade it")
    parser.addoption("--report", type=int, help="file descriptor for the records")


def pytest_configure(config: pytest.Config) -> None:
    """Replace the library's functions before any test module imports them."""
    mine, report = config.getoption("mine"), config.getoption("report")
    if report is not None:
        config.pluginmanager.register(Grading(report, mine, config.getoption("function")))
    elif mine is not None and not put_in_place(load(mine)):
        raise pytest.UsageError(f"{mine} defines none of the library's functions")


def load(path: Path) -> ModuleType:
    """Import the file at *path* under a name of its own."""
    name = f"mine_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ValueError(f"{path} is not a Python file")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def replaceable(mine: ModuleType) -> Iterator[tuple[str, str]]:
    """List (module, name) of each of the library's functions that *mine* defines too."""
    for row in ROWS:
        if row.package in STANDARD_LIBRARY_ONLY:
            for name in row.exports:
                if hasattr(mine, name):
                    yield row.module, name


def put_in_place(
    mine: ModuleType, setattr_: Callable[[Any, str, Any], None] = setattr, only: str | None = None
) -> list[tuple[str, str]]:
    """Set each of *mine*'s functions on the module and the package that export ours."""
    replaced = [pair for pair in replaceable(mine) if only in (None, pair[1])]
    for module_name, name in replaced:
        module = importlib.import_module(f"pyinterview.{module_name}")
        package = importlib.import_module(module.__name__.rpartition(".")[0])
        theirs = getattr(mine, name)
        if hasattr(module, "COSTS"):
            costs = tuple(
                cost._replace(function=theirs) if cost.function.__name__ == name else cost
                for cost in module.COSTS
            )
            setattr_(module, "COSTS", costs)
        setattr_(module, name, theirs)
        setattr_(package, name, theirs)
    return replaced


def module_of(name: str) -> ModuleType:
    """Import the module that exports the function *name*."""
    row = next(row for row in ROWS if name in row.exports)
    return importlib.import_module(f"pyinterview.{row.module}")


class Grading:
    """One graded run: the file is loaded, then every hook tells what happened."""

    def __init__(self, descriptor: int, mine: Path | None, name: str | None) -> None:
        self.secret = sys.stdin.readline().strip()
        self.descriptor = descriptor
        self.compared: tuple[str, str, str] | None = None
        self.passed: list[str] = []
        self.watch: Watch | None = None
        self.test = ""
        if mine is not None and name is not None:
            self.name = name
            self.begin(mine)

    def tell(self, kind: str, **facts: Any) -> None:
        """Write one record."""
        line = json.dumps({"secret": self.secret, "kind": kind} | facts) + "\n"
        os.write(self.descriptor, line.encode())

    def leave(self, kind: str, **facts: Any) -> None:
        """Write a last record and end this process at once."""
        self.tell(kind, **facts)
        os._exit(0)

    def begin(self, mine: Path) -> None:
        """Bind what must not change, load the reader's file, and put its function in place."""
        ours = module_of(self.name)
        original = getattr(ours, self.name)
        self.watch = Watch(self.name, self.overdue)
        self.guard = Guard(
            [*GUARDED, *(name for name in sys.modules if name.startswith("pyinterview"))]
        )
        self.confine()
        try:
            with limited(5, lambda: self.leave("unusable", why="importing it took over 5 seconds")):
                module = load(mine)
        except BaseException as error:  # noqa: BLE001 -- a reader's file may raise anything
            self.leave("unusable", why=f"importing it raises {type(error).__name__}: {error}"[:300])
        self.raw = getattr(module, self.name)
        self.check_guard()
        self.source = mine.read_text(encoding="utf-8")
        setattr(module, self.name, self.watch.around(self.raw))
        put_in_place(module, only=self.name)
        setattr(module, self.name, self.raw)
        # From here on our own changes are the state to guard.
        self.guard = Guard(
            [*GUARDED, *(name for name in sys.modules if name.startswith("pyinterview"))]
        )
        self.examples(original, ours)

    def confine(self) -> None:
        """Limit what the process can use, and close its standard input."""
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        sys.stdin = io.TextIOWrapper(os.fdopen(nothing, "rb"))
        limits = {
            resource.RLIMIT_AS: MEMORY,
            resource.RLIMIT_FSIZE: FILE_SIZE,
            resource.RLIMIT_CORE: 0,
        }
        for limit, most in limits.items():
            resource.setrlimit(limit, (most, most))
        confine(str(Path.cwd()))

    def overdue(self, watch: Watch) -> None:
        """A call takes too long: say which; if it holds on even so, end this process."""
        if watch.over:
            self.leave("end", passed=self.passed)
        watch.over = True
        self.tell("overdue", call=watch.last.written(self.name) if watch.last else self.name)
        signal.setitimer(signal.ITIMER_REAL, 1.0)
        raise Foul(f"{self.name} did not finish")

    def check_guard(self) -> None:
        """Tell if something that is not the reader's was changed."""
        changed = self.guard.changed()
        if changed:
            self.leave("foul", why=f"it changes {changed}, which is not its own")

    def examples(self, original: Any, ours: ModuleType) -> None:
        """Run the examples of our docstring on the reader's function."""
        runner = Examples(self)
        names = vars(ours) | {self.name: getattr(ours, self.name)}
        for test in doctest.DocTestFinder(recurse=False).find(original, self.name, globs=names):
            runner.run(test, out=lambda _: None)
        self.tell("examples", passed=not runner.failures)

    def last_call(self) -> dict[str, str | None]:
        """Return the latest call of the reader's function, and the comparison that followed it."""
        last = self.watch.last if self.watch else None
        if last is None:
            return {}
        facts: dict[str, str | None] = {"call": last.written(self.name), "outcome": last.outcome()}
        if self.compared:
            facts["compared"] = " ".join(self.compared)
        return facts

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell which tests there are."""
        self.tell("collected", ids=[item.nodeid for item in session.items])

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Remember which test runs."""
        self.test, self.compared = nodeid, None
        if self.watch:
            self.watch.last = None

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self) -> Iterator[None]:
        """Limit the test too: some run the function's source again, on counting lists."""
        if self.watch is None:
            return (yield)
        with limited(TEST_SECONDS, lambda: self.overdue(cast("Watch", self.watch))):
            return (yield)

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        """Remember the comparison that failed."""
        self.compared = (repr(left)[:200], op, repr(right)[:200])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell of a failure at once."""
        if report.passed and report.when == "call":
            self.passed.append(report.nodeid)
        elif (report.failed or report.skipped) and not (self.watch and self.watch.over):
            crash = getattr(report.longrepr, "reprcrash", None)
            message = str(getattr(crash, "message", report.longrepr)).split("\n")[0][:300]
            self.tell("failed", test=report.nodeid, message=message, **self.last_call())

    def pytest_sessionfinish(self) -> None:
        """Tell the cost, whether a known mistake does the same, and that this is the end."""
        if self.watch is None:
            return
        self.check_guard()
        from pyinterview.app import judging  # noqa: PLC0415 -- only here

        with limited(6, lambda: self.leave("end", passed=self.passed)):
            for record in judging.costs(self.name, self.raw, self.source):
                self.tell("cost", **record)
            self.tell("end", passed=self.passed)
            sentence = judging.known_mistake(self.name, self.raw, self.watch.kept)
            if sentence:
                self.tell("mistake", sentence=sentence)


class Examples(doctest.DocTestRunner):
    """Runs worked examples and tells each that fails."""

    def __init__(self, grading: Grading) -> None:
        super().__init__(verbose=False, optionflags=doctest.NORMALIZE_WHITESPACE)
        self.grading = grading

    def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
        """Tell what an example gave instead."""
        del out, test
        facts = {"call": example.source.strip(), "want": example.want.strip(), "got": got.strip()}
        self.grading.tell("example", **facts)

    def report_unexpected_exception(
        self, out: Any, test: Any, example: doctest.Example, exc_info: Any
    ) -> None:
        """Tell which exception an example raised instead."""
        del out, test
        kind, error, _ = exc_info
        if kind is NotImplementedError:
            self.grading.leave("unwritten")
        got = f"raised {kind.__name__}: {error}"[:200]
        facts = {"call": example.source.strip(), "want": example.want.strip(), "got": got}
        self.grading.tell("example", **facts)
