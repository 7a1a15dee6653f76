"""A pytest plugin that runs an answer's tests against somebody else's functions.

``pytest -p pyinterview.app.grader --mine=FILE tests/algorithms/test_searching.py`` puts the
functions of FILE in the place of ours before the test modules import them. With ``--report=FD``
(and a secret as the first line of standard input) it writes one JSON record a line to that file
descriptor: what the worked examples gave, each test, the cost, and the end. `app.sandbox` reads
them; a record without the secret is not believed.
"""

import ast
import contextlib
import doctest
import io
import json
import os
import resource
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NoReturn

import pytest
from hypothesis import settings

from pyinterview.app import judging
from pyinterview.app.audit import Helpers, confine
from pyinterview.app.practice import hints
from pyinterview.app.programs import plain_calls_show
from pyinterview.app.replacing import load, module_of, put_in_place
from pyinterview.app.watching import (
    IMPORTING,
    QUEUE,
    SECONDS,
    TOOLS,
    Guard,
    Watch,
    in_words,
    limited,
    said,
    steps_in,
)

MEMORY = 2 * 2**30  # bytes of address space
FILE_SIZE = 32 * 2**20  # bytes in one file
PROCESSOR = 40  # seconds
IMPORT_SECONDS = 5.0
TEST_SECONDS = 5.0  # for one test; the slowest of ours takes half a second
COST_SECONDS = 6.0  # for one count at all sizes, and for the known mistakes
HURRY = 2.0  # for what has failed already
LIBRARY = (
    "_thread", "ast", "atexit", "bisect", "builtins", "collections", "copy", "decimal", "doctest",
    "fractions", "functools", "gc", "heapq", "importlib", "inspect", "io", "itertools", "json",
    "math", "operator", "os", "pathlib", "random", "re", "signal", "sys", "threading", "time",
    "tracemalloc", "types", "typing", "weakref",
)  # fmt: skip
COUNTING = "counting its operations"

# Bound before a reader's file can change what these names stand for.
encode, write, end = json.JSONEncoder().encode, os.write, os._exit


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


class Grading:
    """One graded run: the file is loaded, then every hook tells what happened."""

    def __init__(self, descriptor: int, mine: Path | None, name: str | None) -> None:
        self.secret = sys.stdin.readline().strip()
        self.descriptor = descriptor
        self.compared: tuple[str, str, str] | None = None
        self.passed: list[str] = []
        self.clean = True  # no fault so far
        self.watch: Watch | None = None
        self.profile = repr(settings.default)
        self.test = ""
        if mine is not None and name is not None:
            self.name = name
            self.begin(mine)

    def tell(self, kind: str, **facts: Any) -> None:
        """Write one record."""
        line = encode({"secret": self.secret, "kind": kind} | facts)
        write(self.descriptor, f"\n{line}\n".encode())  # whatever was written before it

    def leave(self, kind: str, **facts: Any) -> NoReturn:
        """Write a last record and end this process at once."""
        self.tell(kind, **facts)
        end(0)

    def doing(self, what: str, seconds: float) -> None:
        """Tell what comes now, and how long it may take: code in C hears no alarm of ours."""
        QUEUE.mark()
        self.tell("doing", what=what, seconds=seconds)

    def overdue(self, what: str, seconds: float) -> NoReturn:
        """Tell what takes too long and, of a test, whether a known mistake does the same; end."""
        if not self.test:
            self.leave("overdue", what=what, seconds=seconds)
        self.tell("overdue", what=what, seconds=seconds)
        self.recognise(judging.twin(self.name, self.source, self.mine), HURRY)
        self.leave("end", passed=self.passed)

    def accuse(self, why: str) -> NoReturn:
        """Tell what no answer does, and end."""
        self.leave("foul", why=why)

    def begin(self, mine: Path) -> None:
        """Bind what must not change, load the reader's file, and put its function in place."""
        ours = module_of(self.name)
        original = getattr(ours, self.name)
        text = mine.read_text(encoding="utf-8")
        helpers = Helpers(self.name, hints(self.name).get("forbidden", []), original, self.accuse)
        named = helpers.named_in(ast.parse(text))
        if named:
            self.tell("foul", why=named)  # and go on: it may be a known mistake
        self.helpers = None if named or helpers.curious else helpers
        self.watch = Watch(self.name, self, self.helpers, plain=plain_calls_show(self.name))
        self.guard = self.all_but_mine()
        self.confine()
        module = self.imported(mine)
        self.raw, self.mine, self.source = getattr(module, self.name), mine, text
        setattr(module, self.name, self.watch.over(self.raw))
        put_in_place(module, only=self.name)
        setattr(module, self.name, self.raw)
        self.guard = self.all_but_mine()  # from here on our own changes are to be kept
        self.examples(original, ours)

    def all_but_mine(self, tests: Iterable[str] = ()) -> Guard:
        """Return a guard over the tests, their tools, and our own modules."""
        loaded = [name for name in sys.modules if not name.startswith("mine_")]
        ours = [name for name in loaded if name.startswith("pyinterview")]
        return Guard(
            [*LIBRARY, *(name for name in loaded if name.startswith(TOOLS))], [*ours, *tests]
        )

    def confine(self) -> None:
        """Limit what the process can use, and close its standard input."""
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        sys.stdin = io.TextIOWrapper(os.fdopen(nothing, "rb"))
        limits = {
            resource.RLIMIT_AS: MEMORY,
            resource.RLIMIT_CPU: PROCESSOR,
            resource.RLIMIT_FSIZE: FILE_SIZE,
            resource.RLIMIT_CORE: 0,
        }
        for limit, most in limits.items():
            with contextlib.suppress(ValueError, OSError):  # macOS knows no RLIMIT_AS
                resource.setrlimit(limit, (most, most))
        confine(str(Path.cwd()))

    def imported(self, mine: Path) -> ModuleType:
        """Import the reader's file and make sure that it defines a function of the right shape."""
        original = getattr(module_of(self.name), self.name)
        threads = threading.active_count()
        self.doing(IMPORTING, IMPORT_SECONDS)
        with limited(IMPORT_SECONDS, lambda: self.overdue(IMPORTING, IMPORT_SECONDS)):
            try:
                module = load(mine)
                raw = getattr(module, self.name)
            except BaseException as error:  # noqa: BLE001 -- a reader's file may raise anything
                self.leave("unusable", why=f"importing it raises {said(error)}")
            if threading.active_count() > threads:
                self.accuse("it leaves a thread running")
            self.check_guard()
            misshapen = judging.misshapen(self.name, raw, original)
        if misshapen:
            self.leave("misshapen", why=misshapen)
        return module

    def check_guard(self) -> None:
        """Tell if something that is not the reader's was changed."""
        changed = self.guard.changed()
        if changed is None and repr(settings.default) != self.profile:
            changed = "hypothesis.settings"
        if changed:
            self.accuse(f"it changes {changed}, which is not its own")

    def examples(self, original: Any, ours: ModuleType) -> None:
        """Run the examples of our docstring on the reader's function."""
        runner = Examples(self)
        names = vars(ours) | {self.name: getattr(ours, self.name)}
        for test in doctest.DocTestFinder(recurse=False).find(original, self.name, globs=names):
            runner.run(test, out=lambda _: None)
        self.check_guard()

    def last_call(self) -> dict[str, str | None]:
        """Return the latest call of the reader's function, and the comparison that followed it."""
        last = self.watch.last if self.watch else None
        if last is None:
            return {}
        facts: dict[str, str | None] = {"call": last.written(), "outcome": last.outcome()}
        if self.compared:
            facts["compared"] = " ".join(self.compared)
        return facts

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Tell which tests there are."""
        self.tell("collected", ids=[item.nodeid for item in session.items])
        modules = {item.module.__name__ for item in session.items if hasattr(item, "module")}
        self.guard = self.all_but_mine(modules)

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Remember which test runs."""
        self.test, self.compared = f"the test '{in_words(nodeid)}'", None
        if self.watch:
            self.watch.rest()
            if self.helpers:
                self.helpers.rest()
            self.doing(self.test, TEST_SECONDS)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Limit the test too: some run the function's source again, on counting lists."""
        # What such a test changes is undone when it is torn down.
        self.guarded = "monkeypatch" not in getattr(item, "fixturenames", ())
        if self.watch is None:
            return (yield)
        with limited(TEST_SECONDS, lambda: self.overdue(self.test, TEST_SECONDS)):
            return (yield)

    def pytest_assertrepr_compare(self, op: str, left: object, right: object) -> None:
        """Remember the comparison that failed."""
        self.compared = (repr(left)[:200], op, repr(right)[:200])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Tell of a failure at once."""
        if self.watch and (report.when == "teardown" or (report.when == "call" and self.guarded)):
            self.check_guard()
        if report.passed and report.when == "call":
            self.passed.append(report.nodeid)
        elif report.failed or report.skipped:
            crash = getattr(report.longrepr, "reprcrash", None)
            message = str(getattr(crash, "message", report.longrepr)).split("\n")[0][:300]
            self.clean = False
            facts = {"test": in_words(report.nodeid), "message": message}
            facts["steps"] = steps_in(report.longreprtext)
            self.tell("failed", **facts, **self.last_call())
            if message.startswith("MemoryError"):  # the next test would take as long to fill it
                self.leave("end", passed=self.passed)

    def pytest_sessionfinish(self) -> None:
        """Tell the cost, whether a known mistake does the same, and that this is the end."""
        if self.watch is None:
            return
        twin = judging.twin(self.name, self.source, self.mine)
        try:
            self.count(twin)
        except TooSlow as late:  # it may still be a known mistake, which small sizes show
            self.clean = False
            self.tell("overdue", what=COUNTING, seconds=late.seconds)
        self.check_guard()
        if not self.clean:
            self.recognise(twin)
        self.tell("end", passed=self.passed)

    def recognise(self, twin: Callable[..., Any], seconds: float = COST_SECONDS) -> None:
        """Tell whether a known mistake does the same; this is the end if it takes too long."""
        self.doing("comparing it with known mistakes", seconds)
        kept = self.watch.kept if self.watch else []
        with limited(seconds, lambda: self.leave("end", passed=self.passed)):
            sentence = judging.known_mistake(self.name, self.raw, twin, kept)
        if sentence:
            self.tell("mistake", sentence=sentence)

    def count(self, twin: Callable[..., Any]) -> None:
        """Tell each cost that we state; `TooSlow` if one takes too long."""
        seconds = COST_SECONDS if self.clean else HURRY

        def stop() -> NoReturn:
            raise TooSlow(seconds)

        costs = judging.costs(self.name, self.raw, twin)
        record: dict[str, Any] | None = {}
        while record is not None:
            self.doing(COUNTING, seconds)
            with limited(seconds, stop):
                record = next(costs, None)
            if record is not None:
                self.clean &= record.get("kept", False)
                self.tell("cost", **record)


class TooSlow(BaseException):
    """Counting takes longer than *seconds*; no `except Exception` of the reader's stops it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Examples(doctest.DocTestRunner):
    """Runs worked examples and tells each that fails."""

    def __init__(self, grading: Grading) -> None:
        # An answer may say in words of its own what is wrong.
        flags = doctest.NORMALIZE_WHITESPACE | doctest.IGNORE_EXCEPTION_DETAIL
        super().__init__(verbose=False, optionflags=flags)
        self.grading = grading

    def report_start(self, out: Any, test: Any, example: doctest.Example) -> None:
        """Tell which example runs."""
        del out, test
        self.grading.doing(example.source.strip(), SECONDS)

    def report_failure(self, out: Any, test: Any, example: doctest.Example, got: str) -> None:
        """Tell what an example gave instead."""
        del out, test
        self.fail(example, f"gives {got.strip()[:300]}")

    def report_unexpected_exception(
        self, out: Any, test: Any, example: doctest.Example, exc_info: Any
    ) -> None:
        """Tell which exception an example raised instead."""
        del out, test
        if exc_info[0] is NotImplementedError:  # the stub as it was handed out
            self.grading.leave("unwritten")
        self.fail(example, f"raised {said(exc_info[1])}")
        if exc_info[0] is MemoryError:
            self.grading.leave("end", passed=[])

    def fail(self, example: doctest.Example, came: str) -> None:
        """Tell what came of an example."""
        self.grading.clean = False
        want = example.want.strip()
        if example.exc_msg:
            want = example.exc_msg.partition(":")[0].strip()  # without the traceback
        facts = {"call": example.source.strip(), "want": want, "came": came}
        self.grading.tell("example", **facts)
