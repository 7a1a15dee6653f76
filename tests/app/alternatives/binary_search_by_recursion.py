"""Recursion on indexes, with one test for equality at the bottom."""

from collections.abc import Sequence
from typing import Any


def binary_search(items: Sequence[Any], target: Any) -> int | None:
    return find(items, target, 0, len(items))


def find(items: Sequence[Any], target: Any, start: int, stop: int) -> int | None:
    if start == stop:
        return start if start < len(items) and items[start] == target else None
    middle = (start + stop) // 2
    if items[middle] < target:
        return find(items, target, middle + 1, stop)
    return find(items, target, start, middle)
