"""Functional: fold the items into a sorted list, which is made anew each time."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any


def insertion_sort(
    items: Iterable[Any], *, key: Callable[[Any], Any] | None = None, reverse: bool = False
) -> list[Any]:
    def insert(done: list[tuple[Any, Any]], pair: tuple[Any, Any]) -> list[tuple[Any, Any]]:
        place = len(done)
        while place:
            left = done[place - 1][0]
            if not (left < pair[0] if reverse else pair[0] < left):
                break
            place -= 1
        return [*done[:place], pair, *done[place:]]

    pairs = ((item if key is None else key(item), item) for item in items)
    start: list[tuple[Any, Any]] = []
    return [item for _, item in reduce(insert, pairs, start)]
