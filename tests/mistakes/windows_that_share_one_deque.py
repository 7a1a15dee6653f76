"""Copying each window looks like waste, but without it all results are one deque that moves on."""

from collections import deque
from itertools import islice


def windows(iterable, n):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    iterator = iter(iterable)

    def slide():
        window = deque(islice(iterator, n - 1), maxlen=n)
        for item in iterator:
            window.append(item)
            yield window

    return slide()
