"""The function calls itself on the half that is left."""

from collections.abc import Callable, Sequence
from typing import Any


def upper_bound(
    items: Sequence[Any],
    target: Any,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Callable[[Any], Any] | None = None,
) -> int:
    if lo < 0:
        raise ValueError(f"lo must not be negative, not {lo}")
    end = len(items) if hi is None else hi
    if lo >= end:
        return lo
    middle = (lo + end) // 2
    item = items[middle] if key is None else key(items[middle])
    if target < item:
        return upper_bound(items, target, lo, middle, key=key)
    return upper_bound(items, target, middle + 1, end, key=key)
