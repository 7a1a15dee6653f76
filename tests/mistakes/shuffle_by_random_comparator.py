"""A comparator that tosses a coin is the one-liner from the web, and its favourites depend on the sort."""

import random
from functools import cmp_to_key


def shuffle(items, rng=None):
    rng = rng or random
    items.sort(key=cmp_to_key(lambda a, b: rng.choice((-1, 1))))
