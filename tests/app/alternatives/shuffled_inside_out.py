"""Fisher-Yates inside out: each item as it comes, with draws below 2, 3, ..., n."""

import random
from collections.abc import Iterable
from typing import Any


def shuffled(items: Iterable[Any], rng: random.Random | None = None) -> list[Any]:
    randrange = random.randrange if rng is None else rng.randrange
    order: list[Any] = []
    for item in items:
        order.append(item)
        if len(order) > 1:
            drawn = randrange(len(order))
            order[-1], order[drawn] = order[drawn], order[-1]
    return order
