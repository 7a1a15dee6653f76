"""Slice assignment fills the caller's list, but a second list of n items had to be built for it."""

import random


def shuffle(items, rng=None):
    rng = rng or random
    order = list(items)
    for last in range(len(order) - 1, 0, -1):
        drawn = rng.randrange(last + 1)
        order[last], order[drawn] = order[drawn], order[last]
    items[:] = order
