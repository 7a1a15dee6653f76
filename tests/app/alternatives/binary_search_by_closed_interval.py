"""The loop of the textbooks, ``low <= high``, without its early way out."""

from collections.abc import Sequence
from typing import Any


def binary_search(items: Sequence[Any], target: Any) -> int | None:
    low, high = 0, len(items) - 1
    while low <= high:
        mid = (low + high) // 2
        if items[mid] < target:
            low = mid + 1
        else:
            high = mid - 1
    if low == len(items) or not items[low] == target:  # noqa: SIM201 -- one == is promised
        return None
    return low
