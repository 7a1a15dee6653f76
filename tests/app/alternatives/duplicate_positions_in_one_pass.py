"""A list of places for each item goes into the result when it gets its second one."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def duplicate_positions(items: Iterable[T]) -> dict[T, list[int]]:
    seen: dict[T, list[int]] = {}
    result: dict[T, list[int]] = {}
    for i, x in enumerate(items):
        places = seen.setdefault(x, [])
        places.append(i)
        if len(places) == 2:
            result[x] = places
    return result
