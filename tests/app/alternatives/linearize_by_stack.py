"""A stack instead of recursion, and a position in each list instead of lists that shrink."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import TypeVar

T = TypeVar("T")


def linearize(cls: T, bases: Callable[[T], Sequence[T]] = attrgetter("__bases__")) -> tuple[T, ...]:
    parents: dict[T, Sequence[T]] = {}
    orders: dict[T, tuple[T, ...]] = {}
    stack = [cls]
    while stack:
        kind = stack[-1]
        if kind not in parents:
            parents[kind] = bases(kind)
            for base in parents[kind]:
                if base in parents and base not in orders:
                    raise TypeError(f"{base} is its own ancestor")
            stack.extend(base for base in parents[kind] if base not in orders)
            continue
        stack.pop()
        if kind not in orders:
            above = parents[kind]
            if any(base not in orders for base in above):
                raise TypeError(f"{kind} is its own ancestor")
            orders[kind] = (kind, *merge([*(orders[base] for base in above), tuple(above)]))
    return orders[cls]


def merge(rows: list[tuple[T, ...]]) -> list[T]:
    at = [0] * len(rows)
    merged: list[T] = []
    while any(here < len(row) for here, row in zip(at, rows, strict=True)):
        for here, row in zip(at, rows, strict=True):
            if here < len(row):
                head = row[here]
                tails = (other[place + 1 :] for place, other in zip(at, rows, strict=True))
                if all(head not in tail for tail in tails):
                    break
        else:
            msg = "these bases contradict each other"
            raise TypeError(msg)
        merged.append(head)
        at = [
            here + (here < len(row) and row[here] == head)
            for here, row in zip(at, rows, strict=True)
        ]
    return merged
