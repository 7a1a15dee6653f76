"""Sorting by random keys is fair apart from ties, and pays n log n comparisons for what n - 1 swaps do."""

import random


def shuffle(items, rng=None):
    rng = rng or random
    items.sort(key=lambda _: rng.random())
