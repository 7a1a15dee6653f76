"""The parameter is there, the module's own function is called from habit, and no test can be repeated."""

import random


def shuffle(items, rng=None):
    for last in range(len(items) - 1, 0, -1):
        drawn = random.randrange(last + 1)
        items[last], items[drawn] = items[drawn], items[last]
