"""One function of each item, mapped over them; the first items only fill the ring."""

from collections.abc import Iterable, Iterator
from typing import Any


def windows(iterable: Iterable[Any], n: int) -> Iterator[tuple[Any, ...]]:
    if n < 1:
        raise ValueError("a window has at least one item")
    ring: tuple[Any, ...] = ()

    def move(item: Any) -> tuple[Any, ...]:
        nonlocal ring
        ring = (*ring[-(n - 1) :], item) if n > 1 else (item,)
        return ring

    return (window for window in map(move, iterable) if len(window) == n)
