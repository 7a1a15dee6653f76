"""A while loop from the end, and randint, whose upper end is included."""

import random
from collections.abc import MutableSequence
from typing import Any


def shuffle(items: MutableSequence[Any], rng: random.Random | None = None) -> None:
    draw = random.randint if rng is None else rng.randint
    i = len(items) - 1
    while i > 0:
        j = draw(0, i)
        items[i], items[j] = items[j], items[i]
        i -= 1
