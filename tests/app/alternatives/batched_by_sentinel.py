"""A function called until it returns the empty tuple."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any


def batched(iterable: Iterable[Any], n: int, *, strict: bool = False) -> Iterator[tuple[Any, ...]]:
    if n < 1:
        raise ValueError("no batch has less than one item")
    iterator = iter(iterable)

    def take() -> tuple[Any, ...]:
        batch = tuple(islice(iterator, n))
        if strict and batch and len(batch) != n:
            raise ValueError("a short batch")
        return batch

    def batches() -> Iterator[tuple[Any, ...]]:
        yield from iter(take, ())

    return batches()
