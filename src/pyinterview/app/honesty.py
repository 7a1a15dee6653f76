"""Tell whether a value that a reader's function returned compares as it should.

An object that claims to be equal to everything would pass every test. An algorithm returns plain
values; what other answers return may be of any class whose comparison the reader did not write,
and of the graded class itself, whose comparison the tests judge.
"""

import sys
from collections.abc import Collection, Iterable
from itertools import repeat
from operator import is_
from types import FunctionType
from typing import Any
from weakref import CallableProxyType, ProxyType

from pyinterview.lab.memory import LiveItem

CONTAINERS = {id(kind) for kind in (list, tuple, set, frozenset, dict)}
PLAIN = CONTAINERS | {
    id(kind)
    for kind in (
        bool,
        bytearray,
        bytes,
        complex,
        float,
        int,
        range,
        str,
        type(None),
        FunctionType,
        LiveItem,
    )
}
COMPARISONS = ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__")
EQUAL_TO_ALL = ("unittest/mock.py", "test/support/__init__.py")  # the library's own such classes
PROXIES = {id(ProxyType), id(CallableProxyType)}  # their comparison is that of another object
IN_C = (type(object.__eq__), type(None))  # None: an operation that a class takes away

# Bound here: a metaclass of the reader's might answer otherwise.
bases_of = type.__dict__["__mro__"].__get__
names_of = type.__dict__["__dict__"].__get__


def kinds(values: list[Any]) -> dict[int, type]:
    """Return all classes inside *values* by their ids: a class may lie when it is compared."""
    found: dict[int, type] = {}
    todo: list[Any] = [values]
    seen: set[int] = set()
    while todo:
        part = todo.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        items = [*part, *part.values()] if type(part) is dict else part
        inside = {id(kind): kind for kind in classes(items)}
        found |= inside
        if inside.keys() & CONTAINERS:
            todo += [item for item in items if id(type(item)) in CONTAINERS]
    return found


def classes(items: Collection[Any]) -> Iterable[type]:
    """Return the classes of *items*; most often it is one, and that is quickly seen."""
    for first in items:
        if all(map(is_, map(type, items), repeat(type(first)))):
            return [type(first)]
        break
    return map(type, items)


def compares_by_itself(kind: type, graded: object) -> bool:
    """Tell whether *kind*, or a base but the *graded* class, has a comparison of the reader's."""
    return id(kind) in PROXIES or any(
        not written_by_others(names_of(base)[name], base)
        for base in bases_of(kind)
        if base is not graded
        for name in COMPARISONS
        if name in names_of(base)
    )


def written_by_others(comparison: Any, owner: type) -> bool:
    """Tell whether a comparison is C's, a dataclass's, or stands in a module but the reader's."""
    if type(comparison) in IN_C:
        return True
    if type(comparison) is not FunctionType:
        return False
    file = comparison.__code__.co_filename
    if file == "<string>":
        return "__dataclass_fields__" in names_of(owner)
    return not file.endswith(EQUAL_TO_ALL) and (file.startswith("<frozen ") or file in others())


def others() -> set[str]:
    """Return the files of all modules but the reader's."""
    return {
        str(getattr(module, "__file__", None))
        for name, module in list(sys.modules.items())
        if not name.startswith("mine_")
    }
