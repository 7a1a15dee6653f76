"""Pairs of value and count; identity first, as ``in`` does it, so that a NaN equals itself."""

from collections.abc import Iterable
from typing import Any


def duplicates_by_equality(items: Iterable[Any]) -> list[Any]:
    counts: list[list[Any]] = []
    result = []
    for item in items:
        for entry in counts:
            if entry[0] is item or entry[0] == item:
                entry[1] += 1
                if entry[1] == 2:
                    result.append(item)
                break
        else:
            counts.append([item, 1])
    return result
