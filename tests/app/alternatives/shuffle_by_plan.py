"""The swaps are planned by a generator and carried out by a function of their own."""

import random
from collections.abc import Iterator, MutableSequence
from typing import Any


def shuffle(items: MutableSequence[Any], rng: random.Random | None = None) -> None:
    for one, other in swaps(len(items), rng):
        kept = items[one]
        items[one] = items[other]
        items[other] = kept


def swaps(size: int, rng: random.Random | None) -> Iterator[tuple[int, int]]:
    for remaining in range(size, 1, -1):
        drawn = rng.randrange(remaining) if rng is not None else random.randrange(remaining)
        yield remaining - 1, drawn
