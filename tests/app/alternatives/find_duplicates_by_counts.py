"""Count, and report an item just when its count becomes two."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def find_duplicates(items: Iterable[T]) -> list[T]:
    counts: dict[T, int] = {}
    result = []
    for item in items:
        count = counts.get(item, 0) + 1
        counts[item] = count
        if count == 2:
            result.append(item)
    return result
