"""A counter of one's own, raised behind every miss."""

from collections.abc import Iterable


def linear_search(items: Iterable[object], target: object) -> int | None:
    stream = iter(items)
    index = 0
    while True:
        try:
            item = next(stream)
        except StopIteration:
            return None
        if item == target:
            return index
        index += 1
