"""Stand between the tests and a reader's function: remember calls, limit them, check results."""

import _thread
import atexit
import contextlib
import copy
import functools
import os
import re
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from itertools import takewhile
from threading import current_thread, main_thread
from time import monotonic
from types import FrameType, FunctionType, ModuleType
from typing import Any, NamedTuple, NoReturn, Protocol, TextIO

from pyinterview.app.honesty import PLAIN, compares_by_itself, kinds
from pyinterview.lab.evidence import cropped

REMEMBERED = 40  # calls of each test kept to compare with known mistakes
SMALL = 12  # items; larger arguments are not kept
SECONDS = 3.0  # for one call
AGAIN = 0.5  # seconds for a call to end when it is told
SHORT = 0.1  # seconds that are not worth another look
UNWATCHED = {"__init_subclass__", "__class_getitem__", "__new__", "__del__", "__getattribute__"}
TOOLS = ("_pytest", "hypothesis", "pluggy", "pytest")
IMPORTING = "importing it"
NOWHERE: TextIO = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 -- stays open
atexit.register(NOWHERE.close)


class Call(NamedTuple):
    """One call of the reader's function, and what came of it."""

    arguments: tuple[Any, ...]
    named: dict[str, Any]
    returned: Any = None
    raised: BaseException | None = None
    name: str = ""

    def written(self) -> str:
        """Return the call as one would type it."""
        parts = [written_value(value) for value in self.arguments]
        parts += [f"{key}={written_value(value)}" for key, value in self.named.items()]
        return f"{self.name}({', '.join(parts)})"

    def outcome(self) -> str:
        """Return what came back, in words."""
        if self.raised is not None:
            return f"raised {said(self.raised)}"
        return f"returned {written_value(self.returned)}"


def written_value(value: Any) -> str:
    """Write an argument or a result: whole if it is short; a function by its name."""
    if isinstance(value, list | tuple | range) and len(value) > 30:
        return f"<{len(value):,} items>"
    if callable(value) and hasattr(value, "__name__"):
        return str(value.__name__)
    try:
        return cropped(repr(value), 200)
    except Exception as error:  # noqa: BLE001 -- a reader's __repr__ may raise anything
        return f"<{type(value).__name__} whose repr raises {type(error).__name__}>"


def in_words(test: str) -> str:
    """Return a test's name as a sentence.

    >>> in_words("tests/test_a.py::test_is_found[1]")
    'is found'
    """
    if test.endswith("::runTest"):  # a state machine of Hypothesis
        return "keeps its promises in every sequence of steps"
    return re.sub(r".*::test_|\[.*", "", test).replace("_", " ")


def steps_in(report: str) -> str:
    r"""Return the steps of a state machine that a failure's report lists, without its checks.

    >>> steps_in("E  state.is_sound()\nE  state.add(n=1)\nE  state.is_sound()\nE  state.teardown()")
    'add(n=1)'
    """
    steps = re.findall(r"^E +state\.(.*)$", report, re.MULTILINE)
    checks = {"teardown()", *takewhile(lambda step: step.endswith("()"), steps)}  # asked at once
    return "; ".join(step for step in steps if step not in checks)


def said(error: BaseException) -> str:
    """Name an exception and what it says, whatever its class does when it is asked."""
    try:
        text = cropped(" ".join(str(error).split()), 200)
    except Exception:  # noqa: BLE001 -- a reader's __str__ may raise anything
        text = ""
    return type(error).__name__ + (f": {text}" if text else "")


class Judge(Protocol):
    """Who is told; neither method comes back."""

    def overdue(self, what: str, seconds: float) -> NoReturn:
        """Hear what took longer than so many seconds."""

    def accuse(self, why: str) -> NoReturn:
        """Hear, in a sentence, of something that no answer does."""


class Late(BaseException):
    """A call takes too long."""


class Watch:
    """What is known about the calls of one function, or of the methods of one class.

    *judge* hears of what takes too long and of what no answer does; *helpers* looks on
    while the function runs. A *plain* function returns plain values alone, and its calls are
    kept, to be compared with known mistakes.
    """

    def __init__(
        self,
        name: str,
        judge: "Judge",
        helpers: AbstractContextManager[object] | None = None,
        *,
        plain: bool = True,
    ) -> None:
        self.name = name
        self.last: Call | None = None
        self.kept: list[Call] = []
        self.judge = judge
        self.helpers = helpers or contextlib.nullcontext()
        self.plain = plain
        self.graded: object = None
        self.busy = False
        self.rest()

    def rest(self) -> None:
        """Forget the last call: a new test begins."""
        self.last, self.room = None, REMEMBERED if self.plain else 0

    def over(self, thing: Any) -> Any:
        """Return the reader's function or class with every call watched."""
        self.graded = thing
        return self.inside(thing) if isinstance(thing, type) else self.around(thing)

    def inside(self, kind: type) -> type:
        """Watch the methods and properties that a class defines."""
        for name, part in list(vars(kind).items()):
            if isinstance(part, FunctionType) and name not in UNWATCHED:
                setattr(kind, name, self.method(part, f"{self.name}.{name}"))
            elif isinstance(part, property) and isinstance(part.fget, FunctionType):
                shown = self.method(part.fget, f"{self.name}.{name}")
                setattr(kind, name, property(shown, part.fset, part.fdel, part.__doc__))
        return kind

    def method(self, function: Callable[..., Any], name: str) -> Callable[..., Any]:
        """Return a method whose results are checked, where it is called from outside."""

        @functools.wraps(function)
        def watched(*arguments: Any, **named: Any) -> Any:
            if self.busy or current_thread() is not main_thread():
                return function(*arguments, **named)
            self.last = call = Call(arguments[1:], named, name=name)
            given = kinds([arguments, named])
            self.busy = True
            try:
                returned = function(*arguments, **named)
            except BaseException as error:
                self.last = call._replace(raised=error)
                raise
            finally:
                self.busy = False
            self.last = call._replace(returned=returned)
            self.check(call, returned, [], given)
            return returned

        return watched

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return *function* with every call watched."""

        @functools.wraps(function)
        def watched(*arguments: Any, **named: Any) -> Any:
            if current_thread() is not main_thread():  # no alarm rings there
                return function(*arguments, **named)
            shown = tuple(list(a) if type(a) is list and len(a) <= 30 else a for a in arguments)
            self.last = call = Call(shown, named, name=self.name)
            self.keep(arguments, named)
            given = kinds([arguments, named])
            try:
                with limited(SECONDS, self.ring_for(call)):
                    returned = self.spied(function, arguments, named)
            except Late:
                self.judge.overdue(call.written(), SECONDS)
            except BaseException as error:
                self.last = call._replace(raised=error)
                self.check_error(error)
                raise
            self.last = call._replace(returned=returned)
            self.check(call, returned, [arguments, named], given)
            return returned

        # Tests are named after it, and its file is searched for it, even if it is a lambda.
        watched.__name__ = watched.__qualname__ = self.name
        return watched

    def ring_for(self, call: Call) -> Callable[[], None]:
        """Return what ends a call: by an exception, so that it gives back what it has piled up.

        One that goes on all the same is overdue where it stands.
        """
        rung: list[None] = []

        def ring() -> None:
            if rung:
                self.judge.overdue(call.written(), SECONDS)
            rung.append(None)
            signal.setitimer(signal.ITIMER_REAL, AGAIN)
            raise Late

        return ring

    def keep(self, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Remember a call with small arguments; not every object can be copied."""
        if self.room and all(map(is_small, arguments)):
            self.room -= 1
            with contextlib.suppress(Exception):
                self.kept.append(Call(*copy.deepcopy((arguments, named)), name=self.name))

    def spied(
        self, function: Callable[..., Any], arguments: tuple[Any, ...], named: dict[str, Any]
    ) -> Any:
        """Call *function*, and make sure that it leaves neither a thread nor a tracer."""
        threads, tracer = _thread._count(), sys.gettrace()  # noqa: SLF001 -- what threading asks
        screen, sys.stdout = sys.stdout, NOWHERE  # what it prints is no part of a worked example
        try:
            with self.helpers:
                return function(*arguments, **named)
        finally:
            sys.stdout = screen
            if sys.gettrace() is not tracer:
                self.judge.accuse("it changes the tracer, which no answer needs")
            if _thread._count() > threads:  # noqa: SLF001
                self.judge.accuse("it leaves a thread running")

    def check_error(self, error: BaseException) -> None:
        """Accuse an exception that is meant for the tests, not for their caller."""
        ends_more = self.plain and not isinstance(error, Exception)
        if ends_more or type(error).__module__.startswith(TOOLS):
            self.judge.accuse(f"it raises {said(error)}, which would end more than the call")

    def check(
        self, call: Call, returned: Any, arguments: list[Any], given: dict[int, type]
    ) -> None:
        """Accuse what came back, or was put into an argument, if its class is no usual one.

        Such an object could claim to be equal to everything.
        """
        for verb, values in (("returned", [returned]), ("put into its argument", arguments)):
            strange = [kind for key, kind in kinds(values).items() if key not in {*given, *PLAIN}]
            reason = "not a plain value such as an int or a list"
            if not self.plain:
                strange = [kind for kind in strange if compares_by_itself(kind, self.graded)]
                reason = "which decides for itself what it is equal to"
            if strange:
                happened = f"{call.written()} {verb} a {strange[0].__name__}"
                self.judge.accuse(f"{happened}, {reason}")


def is_small(value: Any) -> bool:
    """Tell whether an argument is cheap to copy and can be used again."""
    if isinstance(value, list | tuple | range):
        return len(value) <= SMALL
    return not isinstance(value, Iterator)


def waited(process: int | str = "self") -> float:
    """Return how many seconds a process stood in the queue for a processor (Linux; 0 elsewhere).

    A busy machine must not make a right answer late: a limit does not count that time.
    """
    try:
        with open(f"/proc/{process}/schedstat", encoding="ascii") as file:  # noqa: PTH123 -- at once
            return int(file.read().split()[1]) / 1e9
    except (OSError, ValueError, IndexError):
        return 0.0


class Queue:
    """How long this process stood in the queue since the last mark."""

    def __init__(self) -> None:
        self.mark()

    def mark(self) -> None:
        """Begin anew."""
        self.before = waited()

    def since(self) -> float:
        """Return the seconds waited since the last question or mark."""
        before, self.before = self.before, waited()
        return self.before - before


QUEUE = Queue()  # marked where a test begins: a call may have what the test has waited


@contextmanager
def limited(seconds: float, overdue: Callable[[], None]) -> Iterator[None]:
    """Call *overdue* if the block takes longer than that."""

    def ring(_: int, __: FrameType | None) -> None:
        lost = QUEUE.since()
        if lost > SHORT:
            signal.setitimer(signal.ITIMER_REAL, lost)
        else:
            overdue()

    before = signal.signal(signal.SIGALRM, ring)
    began = monotonic()
    outer, _ = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        left = max(0.01, outer - (monotonic() - began)) if outer else 0.0
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, left)


class Guard:
    """Notices when a reader's file changes modules or classes that are not its own.

    In the modules named in *whole* no global may change; in *others* no function and no class.
    """

    def __init__(self, others: Iterable[str], whole: Iterable[str] = ()) -> None:
        self.modules = {name: sys.modules[name] for name in {*others, *whole} & {*sys.modules}}
        self.paths = self.now()
        self.before: list[tuple[str, Any, dict[str, tuple[Any, Any]]]] = []
        everything = set(whole)
        for name, module in self.modules.items():
            if isinstance(module, ModuleType):
                self.before.append((name, module, state(module, whole=name in everything)))
                for key, value in vars(module).items():
                    if isinstance(value, type) and value.__module__ == name:
                        self.before.append((f"{name}.{key}", value, state(value)))

    def changed(self) -> str | None:
        """Return the first name that is not what it was."""
        for name, module in self.modules.items():
            if sys.modules.get(name) is not module:
                return f"the module {name}"
        if any(a is not b for a, b in zip(self.paths, self.now(), strict=False)):
            return "the import path"
        for where, owner, before in self.before:
            now = vars(owner)
            for key, (value, code) in before.items():
                if now.get(key, self) is not value or getattr(value, "__code__", None) is not code:
                    return f"{where}.{key}"
        return None

    def now(self) -> list[Any]:
        """Return what decides where an import comes from."""
        return [*sys.path, *sys.meta_path, *sys.path_hooks]


def state(owner: Any, *, whole: bool = False) -> dict[str, tuple[Any, Any]]:
    """Return the functions, classes and properties of *owner*, or all that it holds."""
    return {
        key: (value, getattr(value, "__code__", None))
        for key, value in vars(owner).items()
        if (whole and not key.startswith("__"))
        or callable(value)
        or isinstance(value, property | classmethod | staticmethod)
    }
