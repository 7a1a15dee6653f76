"""Seeding "to be really random" resets the generator that the whole program shares and undoes the caller's ``random.seed``."""

import random
import time


def shuffle(items, rng=None):
    if rng is None:
        random.seed(time.time_ns())
        rng = random
    for last in range(len(items) - 1, 0, -1):
        drawn = rng.randrange(last + 1)
        items[last], items[drawn] = items[drawn], items[last]
