"""Three lists; the smaller part is sorted by recursion, the larger one by going on."""

import random
from collections.abc import Callable, Iterable
from typing import Any

Pairs = list[tuple[Any, Any]]


def quick_sort(
    items: Iterable[Any],
    *,
    key: Callable[[Any], Any] | None = None,
    reverse: bool = False,
    rng: random.Random | None = None,
) -> list[Any]:
    pairs = [(item if key is None else key(item), item) for item in items]
    ordered = [item for _, item in in_order(pairs, rng)]
    if reverse:
        ordered.reverse()
    return ordered


def in_order(pairs: Pairs, rng: random.Random | None) -> Pairs:
    front: Pairs = []
    back: list[Pairs] = []
    while len(pairs) > 1:
        pivot, _ = rng.choice(pairs) if rng else pairs[len(pairs) // 2]
        less, same, greater = split(pairs, pivot)
        if len(less) < len(greater):
            front += in_order(less, rng) + same
            pairs = greater
        else:
            back.append(same + in_order(greater, rng))
            pairs = less
    front += pairs
    for part in reversed(back):
        front += part
    return front


def split(pairs: Pairs, pivot: Any) -> tuple[Pairs, Pairs, Pairs]:
    less: Pairs = []
    same: Pairs = []
    greater: Pairs = []
    for pair in pairs:
        side = less if pair[0] < pivot else greater if pivot < pair[0] else same
        side.append(pair)
    return less, same, greater
