"""Recursion on two indexes; the key is wrapped once."""

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
        raise ValueError(f"lo must not be negative, not {lo}")

    def search(first: int, end: int) -> int:
        if first >= end:
            return first
        middle = first + (end - first) // 2
        item = items[middle] if key is None else key(items[middle])
        return search(middle + 1, end) if item < target else search(first, middle)

    return search(lo, len(items) if hi is None else hi)
