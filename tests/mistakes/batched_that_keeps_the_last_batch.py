"""A generator's locals live as long as its frame: while one batch is read, the last is still held."""

from itertools import islice


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    iterator = iter(iterable)

    def batches():
        while batch := tuple(islice(iterator, n)):
            if strict and len(batch) < n:
                raise ValueError("the last batch is incomplete")
            yield batch

    return batches()
