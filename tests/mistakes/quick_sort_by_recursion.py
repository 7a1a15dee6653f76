"""Three lists and two recursive calls are the version that everybody remembers; a bad order makes it
deeper than the stack."""

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
    def sort(pairs: Pairs) -> Pairs:
        if len(pairs) < 2:
            return pairs
        pivot, _ = pairs[len(pairs) // 2] if rng is None else rng.choice(pairs)
        less: Pairs = []
        same: Pairs = []
        greater: Pairs = []
        for pair in pairs:
            if pair[0] < pivot:
                less.append(pair)
            elif pivot < pair[0]:
                greater.append(pair)
            else:
                same.append(pair)
        return sort(less) + same + sort(greater)

    ordered = [item for _, item in sort([(key(i) if key else i, i) for i in items])]
    return ordered[::-1] if reverse else ordered
