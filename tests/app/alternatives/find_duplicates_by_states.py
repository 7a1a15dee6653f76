"""A generator over a dictionary of boxes, which are looked up once an item."""

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def find_duplicates(items: Iterable[T]) -> list[T]:
    def second_sights() -> Iterator[T]:
        boxes: dict[T, list[T]] = {}
        for item in items:
            box = boxes.setdefault(item, [])
            if len(box) == 1:
                yield item
            box.append(item)

    return list(second_sights())
