"""Popping a random item and appending it is fair and short, but every pop moves half of the list."""

import random


def shuffle(items, rng=None):
    rng = rng or random
    for left in range(len(items), 1, -1):
        items.append(items.pop(rng.randrange(left)))
    if len(items) > 1:
        items.append(items.pop(0))
