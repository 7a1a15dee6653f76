"""Without a copy the caller's list is the one that gets shuffled, and handed back as if it were new."""

import random


def shuffled(items, rng=None):
    rng = rng or random
    order = items if isinstance(items, list) else list(items)
    for last in range(len(order) - 1, 0, -1):
        drawn = rng.randrange(last + 1)
        order[last], order[drawn] = order[drawn], order[last]
    return order
