"""Padding with None and taking None away again loses the caller's own None."""

from itertools import zip_longest


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")

    def batches():
        for padded in zip_longest(*[iter(iterable)] * n):
            batch = tuple(item for item in padded if item is not None)
            if strict and len(batch) < n:
                raise ValueError("the last batch is incomplete")
            yield batch

    return batches()
