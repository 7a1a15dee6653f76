"""Groups of equal items first, then one item of each group that has two or more."""

from collections.abc import Iterable
from typing import Any


def duplicates_by_sorting(items: Iterable[Any]) -> list[Any]:
    groups: list[list[Any]] = []
    for item in sorted(items):
        if groups and not groups[-1][0] < item:
            groups[-1].append(item)
        else:
            groups.append([item])
    return [group[0] for group in groups if len(group) > 1]
