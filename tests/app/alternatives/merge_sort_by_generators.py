"""Lazy: each half is a stream, and the merge asks both for their next item."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

Pair = tuple[Any, Any]
END: Any = object()


def merge_sort(
    items: Iterable[Any], *, key: Callable[[Any], Any] | None = None, reverse: bool = False
) -> list[Any]:
    pairs = [(item if key is None else key(item), item) for item in items]
    order = [item for _, item in in_order(pairs[::-1] if reverse else pairs)]
    return order[::-1] if reverse else order


def in_order(pairs: Sequence[Pair]) -> Iterator[Pair]:
    half = len(pairs) // 2
    return merged(in_order(pairs[:half]), in_order(pairs[half:])) if half else iter(pairs)


def merged(left: Iterator[Pair], right: Iterator[Pair]) -> Iterator[Pair]:
    one, other = next(left, END), next(right, END)
    while one is not END and other is not END:
        if other[0] < one[0]:
            yield other
            other = next(right, END)
        else:
            yield one
            one = next(left, END)
    if one is not END:
        yield one
        yield from left
    if other is not END:
        yield other
        yield from right
