"""A list that loses its first item and gains one."""

from collections.abc import Iterable, Iterator
from typing import Any


def windows(iterable: Iterable[Any], n: int) -> Iterator[tuple[Any, ...]]:
    if n < 1:
        raise ValueError(f"{n} < 1")

    def slide(window: list[Any]) -> Iterator[tuple[Any, ...]]:
        for item in iterable:
            window.append(item)
            if len(window) > n:
                del window[0]
            if len(window) == n:
                yield tuple(window)

    return slide([])
