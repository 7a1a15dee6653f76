"""A ``yield`` makes the whole body wait for the first ``next``, the check of ``n`` included."""

from itertools import islice


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    iterator = iter(iterable)
    while batch := tuple(islice(iterator, n)):
        if strict and len(batch) < n:
            raise ValueError("the last batch is incomplete")
        yield batch
        del batch
