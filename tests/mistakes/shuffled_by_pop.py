"""Drawing from a shrinking pool is how one would do it with paper slips, and each ``pop`` closes the gap by moving what is behind."""

import random


def shuffled(items, rng=None):
    rng = rng or random
    pool, order = list(items), []
    while len(pool) > 1:
        order.append(pool.pop(rng.randrange(len(pool))))
    return order + pool
