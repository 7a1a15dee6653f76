"""Drawing from the whole list every time is one character shorter, and n^n runs cannot be shared out evenly among n! orders."""

import random


def shuffle(items, rng=None):
    rng = rng or random
    for place in range(len(items)):
        other = rng.randrange(len(items))
        items[place], items[other] = items[other], items[place]
