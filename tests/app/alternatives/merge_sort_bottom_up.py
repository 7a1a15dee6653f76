"""No recursion: on each level the ends of the parts are computed, so that halves stay even."""

from collections.abc import Callable, Iterable
from typing import Any


def merge_sort(
    items: Iterable[Any], *, key: Callable[[Any], Any] | None = None, reverse: bool = False
) -> list[Any]:
    pairs = [(item if key is None else key(item), item) for item in items]
    if reverse:
        pairs.reverse()
    n = len(pairs)
    for level in reversed(range(max(0, n - 1).bit_length())):
        merged: list[tuple[Any, Any]] = []
        for part in range(1 << level):
            start, stop = part * n >> level, (part + 1) * n >> level
            middle = (2 * part + 1) * n >> (level + 1)
            i, j = start, middle
            while i < middle and j < stop:
                if pairs[j][0] < pairs[i][0]:
                    merged.append(pairs[j])
                    j += 1
                else:
                    merged.append(pairs[i])
                    i += 1
            merged += pairs[i:middle]
            merged += pairs[j:stop]
        pairs = merged
    if reverse:
        pairs.reverse()
    return [item for _, item in pairs]
