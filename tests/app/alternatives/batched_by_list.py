"""A list that is filled one by one and emptied for the next batch."""

from collections.abc import Iterable, Iterator
from typing import Any


def batched(iterable: Iterable[Any], n: int, *, strict: bool = False) -> Iterator[tuple[Any, ...]]:
    if n <= 0:
        raise ValueError(n)

    def fill(source: Iterator[Any]) -> Iterator[tuple[Any, ...]]:
        batch: list[Any] = []
        for item in source:
            batch.append(item)
            if len(batch) == n:
                yield tuple(batch)
                batch.clear()
        if batch:
            if strict:
                raise ValueError(f"{n - len(batch)} items are missing")
            yield tuple(batch)

    return fill(iter(iterable))
