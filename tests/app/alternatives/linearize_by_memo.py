"""Recursion that remembers the orders it has found, and lists that lose their heads."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TypeVar

T = TypeVar("T")


def linearize(cls: T, bases: Callable[[T], Sequence[T]] = attrgetter("__bases__")) -> tuple[T, ...]:
    known: dict[T, list[T]] = {}
    begun: set[T] = set()

    def order_of(kind: T) -> list[T]:
        if kind not in known:
            if kind in begun:
                raise TypeError("a class inherits from itself")
            begun.add(kind)
            above = list(bases(kind))
            known[kind] = [kind, *merged([[*order_of(base)] for base in above] + [above])]
        return known[kind]

    return tuple(order_of(cls))


def merged(rows: list[list[T]]) -> list[T]:
    rows = [row for row in rows if row]
    if not rows:
        return []
    for row in rows:
        if not any(row[0] in other[1:] for other in rows):
            rest = [other[1:] if other[0] == row[0] else other for other in rows]
            return [row[0], *merged(rest)]
    raise TypeError("no order suits all bases")
