"""Fill, yield, then slide needs the next item before this window is out: a slow source waits."""

from collections import deque
from itertools import islice


def windows(iterable, n):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    iterator = iter(iterable)

    def slide():
        window = deque(islice(iterator, n))
        for item in iterator:
            yield tuple(window)
            window.popleft()
            window.append(item)
        if len(window) == n:
            yield tuple(window)

    return slide()
