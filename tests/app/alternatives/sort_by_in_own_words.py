"""A ValueError for another direction, in the reader's own words."""

from collections.abc import Callable, Iterable
from typing import Any


def sort_by(
    items: Iterable[Any], *keys: Callable[[Any], Any] | tuple[Callable[[Any], Any], str]
) -> list[Any]:
    if not keys:
        raise TypeError("nothing to sort by")
    pairs = [key if isinstance(key, tuple) else (key, "ascending") for key in keys]
    if any(direction not in ("ascending", "descending") for _, direction in pairs):
        raise ValueError("a direction is ascending or descending")
    result = list(items)
    for key, direction in reversed(pairs):
        result.sort(key=key, reverse=direction == "descending")
    return result
