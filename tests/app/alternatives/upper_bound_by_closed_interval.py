"""Both ends belong to what is searched, and the answer is kept beside them."""

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
    left = lo
    right = (len(items) if hi is None else hi) - 1
    answer = right + 1
    while left <= right:
        mid = (left + right) >> 1
        value = items[mid] if key is None else key(items[mid])
        if target < value:
            answer = mid
            right = mid - 1
        else:
            left = mid + 1
    return max(answer, lo)
