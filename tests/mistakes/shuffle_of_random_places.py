"""Swapping two random places n times is how a hand shuffles cards, and n^2n runs cannot come out even either."""

import random


def shuffle(items, rng=None):
    rng = rng or random
    for _ in range(len(items)):
        a, b = rng.randrange(len(items)), rng.randrange(len(items))
        items[a], items[b] = items[b], items[a]
