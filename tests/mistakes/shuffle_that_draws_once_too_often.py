"""``reversed(range(n))`` goes down to place 0, where the only draw left is below 1 and swaps an item with itself."""

import random


def shuffle(items, rng=None):
    rng = rng or random
    for last in reversed(range(len(items))):
        drawn = rng.randrange(last + 1)
        items[last], items[drawn] = items[drawn], items[last]
