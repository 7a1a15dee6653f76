"""Group all the places first, then keep the groups of two and more by their second place."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import TypeVar

T = TypeVar("T", bound=Hashable)


def duplicate_positions(items: Iterable[T]) -> dict[T, list[int]]:
    groups: defaultdict[T, list[int]] = defaultdict(list)
    for position, item in enumerate(items):
        groups[item].append(position)
    repeated = [(item, places) for item, places in groups.items() if len(places) > 1]
    return dict(sorted(repeated, key=lambda group: group[1][1]))
