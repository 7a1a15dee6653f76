"""Two assignments, one after the other, are no swap: the second copies back what the first has just written."""

import random


def shuffle(items, rng=None):
    rng = rng or random
    for last in range(len(items) - 1, 0, -1):
        drawn = rng.randrange(last + 1)
        items[last] = items[drawn]
        items[drawn] = items[last]
