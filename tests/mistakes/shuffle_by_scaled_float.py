"""``int(random() * k)`` shares 2^53 floats among k places, which is not even unless k is a power of two."""

import random


def shuffle(items, rng=None):
    rng = rng or random
    for last in range(len(items) - 1, 0, -1):
        drawn = int(rng.random() * (last + 1))
        items[last], items[drawn] = items[drawn], items[last]
