"""Dijkstra's three-way partition in place; recursion into the smaller side, a loop for the rest."""

import random
from collections.abc import Callable, Iterable
from typing import Any


def quick_sort(
    items: Iterable[Any],
    *,
    key: Callable[[Any], Any] | None = None,
    reverse: bool = False,
    rng: random.Random | None = None,
) -> list[Any]:
    pairs = [(item if key is None else key(item), item) for item in items]

    def sort(low: int, high: int) -> None:
        while high - low > 1:
            at = (low + high) // 2 if rng is None else rng.randrange(low, high)
            pivot = pairs[at][0]
            less, place, greater = low, low, high
            while place < greater:
                if pairs[place][0] < pivot:
                    pairs[less], pairs[place] = pairs[place], pairs[less]
                    less += 1
                    place += 1
                elif pivot < pairs[place][0]:
                    greater -= 1
                    pairs[place], pairs[greater] = pairs[greater], pairs[place]
                else:
                    place += 1
            if less - low < high - greater:
                sort(low, less)
                low = greater
            else:
                sort(greater, high)
                high = less

    sort(0, len(pairs))
    ordered = [item for _, item in pairs]
    return ordered[::-1] if reverse else ordered
