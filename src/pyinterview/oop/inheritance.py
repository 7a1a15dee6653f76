"""Inheritance, and the order in which classes are searched.

Q21. What is inheritance in OOP?

## In one breath

Inheritance makes a class reuse and specialise others. An attribute is looked up along the method
resolution order, which C3 computes from the bases: a class before its bases, these in the order
written, and every base's own order kept. `super()` means the next class in the order of the
*instance's* class: in a diamond a sibling, not the parent. Inherit where the subclass can stand
in for its base; otherwise compose.

## Pitfalls

- *`super()` calls the parent.* A method cannot know whom it calls: the class behind its own
  depends on the object. So every method of the family takes the same arguments and passes them on.
- *`Base.__init__(self)` is the same, only explicit.* In a diamond it runs the root once for each
  path that leads there.
- *Python searches depth first, left to right.* So did the classic classes of Python 2: they found
  the root of a diamond before the sibling that specialises it.
- *To change a dict, override `__setitem__`.* `dict.update` and the constructor write without it.
  Derive from `collections.UserDict`, whose methods call each other.
- *Private methods cannot be overridden.* `_x` can. `__x` is only renamed, to `_Class__x`, so that
  a subclass does not hit it by accident.

## Asked next

- *When is there no order?* When two rules disagree: `class X(A, B)` where B derives from A puts A
  before B and B before A. It is a `TypeError` when the class statement runs, not at a later call.
- *What is a mixin?* A class with one small ability and no state that calls `super()` and stands
  before the base it is mixed into, so that it is asked first.
- *How is a typo in an override found?* `typing.override` (3.12) lets a type checker find it; at
  run time it checks nothing.
- *When composition?* When you want two of twenty methods, when the relation is "has a", or when
  the choice is made at run time: keep the other object in an attribute and call it.

## Sources

- https://docs.python.org/3/howto/mro.html
- https://docs.python.org/3/library/functions.html#super
- https://github.com/python/cpython/blob/main/Objects/typeobject.c (`mro_implementation`, `pmerge`)
- Barrett and others, A Monotonic Superclass Linearization for Dylan, OOPSLA 1996
- https://peps.python.org/pep-0698/
"""

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import suppress
from graphlib import CycleError, TopologicalSorter
from importlib import import_module
from operator import attrgetter
from types import ModuleType
from typing import TypeVar

from pyinterview.lab.evidence import BadInput, Claim, Demo, Graph, Table, cropped
from pyinterview.lab.naming import load_named

__all__ = ["linearize"]

T = TypeVar("T", bound=Hashable)

SURVEYED = (
    "abc ast builtins collections collections.abc concurrent.futures configparser contextlib csv"
    " datetime decimal email.message enum fractions functools http.client http.server io ipaddress"
    " json logging.handlers numbers pathlib queue selectors shelve socketserver string tarfile"
    " tempfile threading types typing urllib.request weakref xml.etree.ElementTree zipfile"
)


def linearize(cls: T, bases: Callable[[T], Sequence[T]] = attrgetter("__bases__")) -> tuple[T, ...]:
    """Return *cls* and all that it inherits from in C3 order, the order of method resolution.

    *bases* tells the direct bases of a class, in order. By default these are its ``__bases__``;
    any other function gives the order of a hierarchy that exists in words alone. Time O(n (n + e))
    for n classes with e bases in all: each class is linearized once. Raises ``TypeError`` where
    Python would refuse the class: no order suits all bases, a base is named twice, or a class
    inherits from itself.

    >>> linearize(bool)
    (<class 'bool'>, <class 'int'>, <class 'object'>)
    >>> linearize("D", {"D": "BC", "B": "A", "C": "A", "A": ""}.__getitem__)
    ('D', 'B', 'C', 'A')
    """
    parents: dict[T, Sequence[T]] = {}
    todo = [cls]
    while todo:
        current = todo.pop()
        if current not in parents:
            parents[current] = bases(current)
            todo += parents[current]
    orders: dict[T, tuple[T, ...]] = {}
    try:
        for current in TopologicalSorter(parents).static_order():  # bases first
            rows = [orders[base] for base in parents[current]]
            rest = [taken for _, taken in _merge([*rows, parents[current]])]
            orders[current] = (current, *rest)
    except CycleError as error:
        raise TypeError(f"{error.args[1][0]} inherits from itself") from None
    return orders[cls]


def _merge(rows: Iterable[Sequence[T]]) -> Iterator[tuple[list[T], T]]:
    """Yield, step by step, the heads of *rows* and which of them C3 takes out."""
    left = [list(reversed(row)) for row in rows]  # a head can be popped off
    behind = Counter(item for row in left for item in row[:-1])
    while left := [row for row in left if row]:
        heads = [row[-1] for row in left]
        free = [head for head in heads if not behind[head]]
        if not free:
            stuck = ", ".join(map(str, heads))
            raise TypeError(f"no order suits all bases: each of {stuck} stands behind another")
        yield heads, free[0]
        for row in left:
            if row[-1] == free[0]:
                row.pop()
                if row:
                    behind[row[-1]] -= 1


def demo_inheritance(classes: str = "D(B,C) B(A) C(A)") -> Demo:
    """Merge the orders of the bases of your class, and see whom `super()` calls.

    *classes* is a class to import, such as collections:Counter or mine:Card (its module is
    imported, from the working directory too, and so runs), or a hierarchy in words, of which
    nothing runs: D(B,C) B(A) C(A). A base that is defined nowhere derives from object alone.
    """
    yield from _imported(classes) if ":" in classes else _in_words(classes)
    yield from _everywhere()
    yield from _siblings()
    yield from _diamonds(10)


def _imported(name: str) -> Demo:
    try:
        cls = load_named(name)
    except BadInput as error:
        raise BadInput(f"--classes: {error}") from None
    if not isinstance(cls, type):
        raise BadInput(f"--classes: {name!r:.60} is not a class; name one, as collections:Counter")
    own = [_name(kind) for kind in cls.__mro__ if type(kind).mro is not type.mro]
    yield from _pictures(cls, attrgetter("__bases__"), _name)
    ours = _order(cls, attrgetter("__bases__"), _name)
    theirs = list(map(_name, cls.__mro__))
    yield Claim(
        "linearize gives the order that CPython stored in __mro__",
        measured=f"{ours}, but the metaclass of {own[0]} overrides mro" if own else ours,
        expected=theirs,
        holds=None if own else ours == theirs,
    )


def _name(cls: type) -> str:
    place = "" if cls.__module__ == "builtins" else f"{cls.__module__}."
    return place + cls.__qualname__


def _in_words(text: str) -> Demo:
    written = _read(text)
    unknown = {base for bases in written.values() for base in bases} - {*written, "object"}
    parents: dict[str, tuple[str, ...]] = {"object": ()}
    parents |= {name: tuple(written.get(name, ())) or ("object",) for name in (*unknown, *written)}
    try:
        ordered = list(TopologicalSorter(parents).static_order())
    except CycleError as error:
        loop = " -> ".join(error.args[1])
        raise BadInput(f"--classes: a class inherits from itself: {loop:.60}") from None
    if unknown:
        yield f"Defined nowhere, so deriving from object alone: {', '.join(sorted(unknown))}."
    built: dict[str, type] = {"object": object}
    said: dict[str, str] = {}
    for name in ordered:
        if name != "object" and all(base in built for base in parents[name]):
            try:
                built[name] = type(name, tuple(built[base] for base in parents[name]), {})
            except TypeError as error:
                said[name] = " ".join(str(error).split())
    for name, words in said.items():
        yield f"CPython refuses {name}: TypeError: {words}"
    theirs: dict[str, object] = {
        name: [kind.__name__ for kind in built[name].__mro__] if name in built else "TypeError"
        for name in ordered
    }
    ours = {name: _order(name, parents.__getitem__, str) for name in ordered}
    differ = [name for name in ordered if ours[name] != theirs[name]]
    shown = [*differ, *said, *written][0]
    yield from _pictures(shown, parents.__getitem__, str)
    yield Claim(
        f"linearize decides as CPython does when it builds the classes: {len(written)} of yours",
        measured=ours[shown],
        expected=theirs[shown],
        holds=not differ,
    )


def _read(text: str) -> dict[str, list[str]]:
    """Read a hierarchy in words."""
    if len(text) > 1_000:
        raise BadInput(f"--classes: {len(text):,} characters are too many; 1,000 will do")
    found: dict[str, list[str]] = {}
    at = 0
    while at < len(text) or not found:
        match = re.compile(r"\s*(\w+)\s*(?:\(([\w\s,]*)\))?[\s,;]*").match(text, at)
        name, inside = match.groups("") if match else ("", "")
        bases = [base.strip() for base in inside.split(",")] if inside.strip() else []
        if not match or not all(word.isidentifier() for word in (name, *bases)):
            raise BadInput(
                f"--classes: {text[at:]!r:.60} is neither a class such as D(B,C) nor module:Class"
            )
        if name in found or name == "object":
            raise BadInput(f"--classes: {name!r:.60} is defined already; give it another name")
        found[name] = bases
        at = match.end()
    return found


def _order(cls: T, bases: Callable[[T], Sequence[T]], name: Callable[[T], str]) -> object:
    try:
        return list(map(name, linearize(cls, bases)))
    except TypeError:
        return "TypeError"


def _pictures(cls: T, bases: Callable[[T], Sequence[T]], name: Callable[[T], str]) -> Demo:
    """Yield the graph of *cls* and its bases, and the steps of its merge."""
    try:
        rows = [*(linearize(base, bases) for base in bases(cls)), bases(cls)]
    except TypeError:  # a base has no order itself
        return
    nodes = list(dict.fromkeys([cls, *(kind for row in rows for kind in row)]))[:30]
    edges = [(name(node), name(base)) for node in nodes for base in bases(node)]
    yield Graph("Each class and its bases", list(map(name, nodes)), edges)
    lists = ", ".join(f"[{', '.join(map(name, row))}]" for row in rows)
    yield f"{name(cls)} comes first; then merge({cropped(lists, 400)}):"
    steps: list[tuple[object, ...]] = []
    stuck = ""
    try:
        for heads, taken in _merge(rows):
            passed = ", ".join(dict.fromkeys(map(name, heads[: heads.index(taken)])))
            why = f"waiting: {passed}" if passed else "the first head"
            steps.append((len(steps) + 1, list(map(name, heads)), name(taken), why))
    except TypeError as error:
        stuck = str(error)
    columns = ("step", "heads of the lists", "taken", "why")
    if steps:
        title = "C3 takes the first head that stands behind none"
        more = f", {min(20, len(steps))} of {len(steps)} steps"
        yield Table(title + more * (len(steps) > 20), columns, steps[:20])
    if stuck:
        yield f"There C3 stops: {cropped(stuck, 400)}."


def _everywhere() -> Demo:
    found: dict[type, None] = {}
    for module in SURVEYED.split():
        with suppress(ImportError):  # not every Python is built with all of them
            found |= dict.fromkeys(_classes(import_module(module)))
    several = sum(len(kind.__bases__) > 1 for kind in found)
    yield f"{len(found)} classes of the standard library, {several} of them with several bases:"
    agreeing = sum(_agrees(kind) for kind in found)
    yield Claim(
        "linearize(c) == c.__mro__ for every class c of the standard library that was found",
        measured=agreeing,
        expected=len(found),
        holds=agreeing == len(found),
    )


def _classes(module: ModuleType) -> list[type]:
    return [value for value in vars(module).values() if isinstance(value, type)]


def _agrees(cls: type) -> bool:
    try:
        return linearize(cls) == cls.__mro__
    except TypeError:
        return False


def _siblings() -> Demo:
    ran: list[str] = []

    class Payment:
        def __init__(self) -> None:
            ran.append("Payment")

    class Audited(Payment):
        def __init__(self) -> None:
            ran.append("Audited")
            super().__init__()

    class Retried(Payment):
        def __init__(self) -> None:
            ran.append("Retried")
            super().__init__()

    class Card(Audited, Retried):
        pass

    Card()
    in_a_card = ran[ran.index("Audited") + 1]
    runs = ran.count("Payment"), _runs_of_the_root_by_name()
    ran.clear()
    Audited()
    measured = {"in a Card": in_a_card, "in an Audited": ran[ran.index("Audited") + 1]}
    expected = {
        "in a Card": _behind(Audited, linearize(Card)),
        "in an Audited": _behind(Audited, linearize(Audited)),
    }
    yield "class Card(Audited, Retried), where Audited(Payment) and Retried(Payment) use super():"
    yield Claim(
        "super() in Audited calls the class behind Audited in the order of the object's own class",
        measured=measured,
        expected=expected,
        holds=measured == expected,
    )
    yield Claim(
        "so Payment.__init__ runs once, and twice where each class calls its base by name",
        measured=runs,
        expected=(1, 2),
        holds=runs == (1, 2),
    )


def _behind(cls: type, order: Sequence[type]) -> str:
    return order[order.index(cls) + 1].__name__


def _runs_of_the_root_by_name() -> int:
    ran: list[str] = []

    class Payment:
        def __init__(self) -> None:
            ran.append("Payment")

    class Audited(Payment):
        def __init__(self) -> None:
            Payment.__init__(self)

    class Retried(Payment):
        def __init__(self) -> None:
            Payment.__init__(self)

    class Card(Audited, Retried):
        def __init__(self) -> None:
            Audited.__init__(self)
            Retried.__init__(self)

    Card()
    return len(ran)


def _diamonds(layers: int) -> Demo:
    """Yield what one diamond on top of the other costs: the paths double with each."""
    hierarchy: dict[str, tuple[str, ...]] = {"0": ()}
    for layer in range(layers):
        hierarchy |= {f"left{layer}": (f"{layer}",), f"right{layer}": (f"{layer}",)}
        hierarchy[f"{layer + 1}"] = (f"left{layer}", f"right{layer}")
    asked: list[str] = []

    def bases(name: str) -> tuple[str, ...]:
        asked.append(name)
        return hierarchy[name]

    linearize(f"{layers}", bases)
    yield Claim(
        f"{layers} diamonds in a tower, {2**layers:,} paths to the root: each class is asked once",
        measured=f"{len(asked):,} questions",
        expected=f"{len(hierarchy):,} questions",
        holds=len(asked) == len(hierarchy),
    )
