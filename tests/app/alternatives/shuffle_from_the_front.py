"""Fisher-Yates from the first place up: as fair, with draws below n, n - 1, ..., 2."""

import random
from collections.abc import MutableSequence
from typing import Any


def shuffle(items: MutableSequence[Any], rng: random.Random | None = None) -> None:
    randrange = random.randrange if rng is None else rng.randrange
    for place in range(len(items) - 1):
        drawn = randrange(place, len(items))
        items[place], items[drawn] = items[drawn], items[place]
