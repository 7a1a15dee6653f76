"""Choosing n times draws with replacement: some items come twice and others are lost."""

import random


def shuffled(items, rng=None):
    rng = rng or random
    pool = list(items)
    return [rng.choice(pool) for _ in pool]
