"""An index runs over the sorted list, and an inner loop over each group."""

from collections.abc import Iterable
from typing import Any


def duplicates_by_sorting(items: Iterable[Any]) -> list[Any]:
    ordered = sorted(items)
    result = []
    start = 0
    while start < len(ordered):
        stop = start + 1
        while stop < len(ordered) and not ordered[stop - 1] < ordered[stop]:
            stop += 1
        if stop - start > 1:
            result.append(ordered[start])
        start = stop
    return result
