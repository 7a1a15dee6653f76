"""Top-down with two indexes, a small class carrying the key."""

from collections.abc import Callable, Iterable
from typing import Any


class Entry:
    def __init__(self, rank: Any, item: Any) -> None:
        self.rank = rank
        self.item = item


def merge_sort(
    items: Iterable[Any], *, key: Callable[[Any], Any] | None = None, reverse: bool = False
) -> list[Any]:
    def comes_first(right: Entry, left: Entry) -> bool:
        return bool(left.rank < right.rank if reverse else right.rank < left.rank)

    def sort(entries: list[Entry]) -> list[Entry]:
        if len(entries) <= 1:
            return entries
        mid = len(entries) // 2
        left, right = sort(entries[:mid]), sort(entries[mid:])
        result = []
        i = j = 0
        while i < len(left) and j < len(right):
            if comes_first(right[j], left[i]):
                result.append(right[j])
                j += 1
            else:
                result.append(left[i])
                i += 1
        result.extend(left[i:])
        result.extend(right[j:])
        return result

    entries = [Entry(item if key is None else key(item), item) for item in items]
    return [entry.item for entry in sort(entries)]
