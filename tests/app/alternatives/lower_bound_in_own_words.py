"""A ValueError for a negative start, in the reader's own words."""

from collections.abc import Callable, Sequence
from typing import Any


def lower_bound(
    items: Sequence[Any],
    target: Any,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Callable[[Any], Any] | None = None,
) -> int:
    if lo < 0:
        raise ValueError("lo is negative")
    hi = len(items) if hi is None else hi
    while lo < hi:
        mid = (lo + hi) // 2
        value = key(items[mid]) if key else items[mid]
        if value < target:
            lo = mid + 1
        else:
            hi = mid
    return lo
