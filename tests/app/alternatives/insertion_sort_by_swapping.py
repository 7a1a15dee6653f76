"""Neighbours are swapped until the item stands right; keys travel in a list of their own."""

from collections.abc import Callable, Iterable
from typing import Any


def insertion_sort(
    items: Iterable[Any], *, key: Callable[[Any], Any] | None = None, reverse: bool = False
) -> list[Any]:
    result = list(items)
    if reverse:
        result.reverse()
    keys = result[:] if key is None else [key(item) for item in result]
    for i in range(1, len(result)):
        j = i
        while j > 0 and keys[j] < keys[j - 1]:
            keys[j], keys[j - 1] = keys[j - 1], keys[j]
            result[j], result[j - 1] = result[j - 1], result[j]
            j -= 1
    return result[::-1] if reverse else result
