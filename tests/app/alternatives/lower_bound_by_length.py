"""A start and a length instead of two ends, as in the C++ standard library."""

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
        msg = f"lo must not be negative, not {lo}"
        raise ValueError(msg)
    count = (len(items) if hi is None else hi) - lo
    while count > 0:
        step = count // 2
        item = items[lo + step]
        if (key(item) if key else item) < target:
            lo += step + 1
            count -= step + 1
        else:
            count = step
    return lo
