"""A deque with a greatest length is filled one by one, and the first windows come out too short."""

from collections import deque


def windows(iterable, n):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    iterator = iter(iterable)

    def slide():
        window = deque(maxlen=n)
        for item in iterator:
            window.append(item)
            yield tuple(window)

    return slide()
