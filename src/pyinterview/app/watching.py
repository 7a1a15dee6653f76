"""Stand between the tests and a reader's function: remember calls, limit them, check results."""

import copy
import functools
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from time import monotonic
from types import FrameType, ModuleType
from typing import Any, NamedTuple

from pyinterview.app.wording import cropped

REMEMBERED = 400  # calls kept to compare with known mistakes
SMALL = 12  # items; larger arguments are not kept
SECONDS = 3.0  # for one call
TEST_SECONDS = 8.0  # for one test, where it runs the function out of our sight


class Foul(AssertionError):
    """The function did something that no answer may do; the sentence says what."""


class Call(NamedTuple):
    """One call of the reader's function, and what came of it."""

    arguments: tuple[Any, ...]
    named: dict[str, Any]
    returned: Any = None
    raised: BaseException | None = None

    def written(self, name: str) -> str:
        """Return the call as one would type it."""
        parts = [written_value(value) for value in self.arguments]
        parts += [f"{key}={written_value(value)}" for key, value in self.named.items()]
        return f"{name}({', '.join(parts)})"

    def outcome(self) -> str:
        """Return what came back, in words."""
        if self.raised is not None:
            said = str(self.raised)
            return f"raised {type(self.raised).__name__}" + (f": {cropped(said)}" if said else "")
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


class Watch:
    """What is known about the calls of one function."""

    def __init__(self, name: str, overdue: Callable[["Watch"], None]) -> None:
        self.name = name
        self.last: Call | None = None
        self.kept: list[Call] = []
        self.known = set(all_classes())  # before the reader's file brought its own
        self.overdue = overdue
        self.over = False  # a call did not finish: there will be no other

    def around(self, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return *function* with every call watched."""

        @functools.wraps(function)
        def watched(*arguments: Any, **named: Any) -> Any:
            if self.over:
                raise Foul(f"{self.name} did not finish before")
            shown = tuple(list(a) if type(a) is list and len(a) <= 30 else a for a in arguments)
            self.last = call = Call(shown, named)
            if len(self.kept) < REMEMBERED and all(map(is_small, arguments)):
                self.kept.append(Call(*copy.deepcopy((arguments, named))))
            try:
                with limited(SECONDS, lambda: self.overdue(self)):
                    returned = function(*arguments, **named)
            except BaseException as error:
                self.last = call._replace(raised=error)
                if type(error).__module__.startswith(("_pytest", "hypothesis", "pyinterview.app")):
                    raise Foul(f"{self.name} raised {type(error).__name__} of the tests") from None
                raise
            self.last = call._replace(returned=returned)
            self.check(returned, arguments, named)
            return returned

        return watched

    def check(self, returned: Any, arguments: tuple[Any, ...], named: dict[str, Any]) -> None:
        """Raise `Foul` if *returned* holds an object of a class that only the reader's file knows.

        Such an object could claim to be equal to everything.
        """
        given = None
        for kind in set(map(type, leaves(returned))):
            if kind not in self.known:
                given = given or set(map(type, leaves([*arguments, *named.values()])))
                if kind not in given:
                    raise Foul(f"{self.name} returned a {kind.__name__}, a class of its own")


def is_small(value: Any) -> bool:
    """Tell whether an argument is cheap to copy and can be used again."""
    if isinstance(value, list | tuple | range):
        return len(value) <= SMALL
    return not isinstance(value, Iterator)


def leaves(value: Any, depth: int = 3) -> Iterator[Any]:
    """Yield *value* and what its lists, tuples, sets and dictionaries hold."""
    yield value
    if depth and type(value) in (list, tuple, set, frozenset):
        yield from value
        for part in islice(value, 1_000):
            if type(part) in (list, tuple, set, frozenset, dict):
                yield from leaves(part, depth - 1)
    elif depth and type(value) is dict:
        for part in (*value, *value.values()):
            yield from leaves(part, depth - 1)


def all_classes() -> Iterator[type]:
    """Yield every class there is."""
    seen: set[type] = {object}
    todo: list[type] = [object]
    while todo:
        kind = todo.pop()
        yield kind
        below: set[type] = set(type.__subclasses__(kind)) - seen
        seen |= below
        todo += below


@contextmanager
def limited(seconds: float, overdue: Callable[[], None]) -> Iterator[None]:
    """Call *overdue* if the block takes longer than that."""

    def ring(_: int, __: FrameType | None) -> None:
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
    """Notices when a reader's file changes modules or classes that are not its own."""

    def __init__(self, names: Iterable[str]) -> None:
        self.before: dict[str, tuple[Any, dict[str, Any]]] = {}
        for name in names:
            module = sys.modules.get(name)
            if isinstance(module, ModuleType):
                self.before[name] = (module, callables(module))
                for key, value in vars(module).items():
                    if isinstance(value, type) and value.__module__ == name:
                        self.before[f"{name}.{key}"] = (value, callables(value))

    def changed(self) -> str | None:
        """Return the first name that is not what it was."""
        for where, (owner, before) in self.before.items():
            now = vars(owner)
            for key, value in before.items():
                if now.get(key, self) is not value:
                    return f"{where}.{key}"
        return None


def callables(owner: Any) -> dict[str, Any]:
    """Return the functions, classes and properties of a module or class."""
    return {
        key: value
        for key, value in vars(owner).items()
        if callable(value) or isinstance(value, property | classmethod | staticmethod)
    }
