"""A dictionary from place to item stands for the pool; the last one fills each gap."""

import random
from collections.abc import Iterable
from typing import Any


def shuffled(items: Iterable[Any], rng: random.Random | None = None) -> list[Any]:
    randrange = random.randrange if rng is None else rng.randrange
    pool = dict(enumerate(items))
    backwards = []
    while len(pool) > 1:
        drawn = randrange(len(pool))
        place, last = pool.popitem()
        backwards.append(last if drawn == place else pool[drawn])
        if drawn != place:
            pool[drawn] = last
    backwards.extend(pool.values())
    return backwards[::-1]
