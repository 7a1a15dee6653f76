"""Swapping an item with itself looks like wasted work, but without it no item can ever stay: Sattolo's single cycles."""

import random


def shuffle(items, rng=None):
    rng = rng or random
    for last in range(len(items) - 1, 0, -1):
        drawn = rng.randrange(last)
        items[last], items[drawn] = items[drawn], items[last]
