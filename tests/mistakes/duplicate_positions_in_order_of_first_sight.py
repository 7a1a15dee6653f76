"""Collects the places of every item and then drops the single ones, which orders by first sight."""

from collections.abc import Hashable, Iterable
from typing import TypeVar

HashableT = TypeVar("HashableT", bound=Hashable)


def duplicate_positions(items: Iterable[HashableT]) -> dict[HashableT, list[int]]:
    places: dict[HashableT, list[int]] = {}
    for index, item in enumerate(items):
        places.setdefault(item, []).append(index)
    return {item: found for item, found in places.items() if len(found) > 1}
