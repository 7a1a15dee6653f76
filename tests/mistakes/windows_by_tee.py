"""Copies of one iterator by ``tee`` look free, but it buffers items in blocks, whatever ``n`` is."""

from itertools import islice, tee


def windows(iterable, n):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    iterator = iter(iterable)

    def slide():
        copies = tee(iterator, n)
        yield from zip(*(islice(copy, start, None) for start, copy in enumerate(copies)))

    return slide()
