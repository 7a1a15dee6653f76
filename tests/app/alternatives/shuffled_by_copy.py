"""Copy, then call the shuffle of the same file, which is an answer too."""

import random
from collections.abc import Iterable, MutableSequence
from typing import Any


def shuffle(deck: MutableSequence[Any], rng: random.Random | None = None) -> None:
    for size in range(len(deck), 1, -1):
        chosen = random.randint(0, size - 1) if rng is None else rng.randint(0, size - 1)
        deck[size - 1], deck[chosen] = deck[chosen], deck[size - 1]


def shuffled(items: Iterable[Any], rng: random.Random | None = None) -> list[Any]:
    deck = [*items]
    shuffle(deck, rng)
    return deck
