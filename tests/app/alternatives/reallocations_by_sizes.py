"""Functional: all the sizes first, then the places where neighbours differ."""

import sys
from collections.abc import Iterator
from itertools import pairwise


def reallocations(appends: int) -> tuple[int, int]:
    if appends < 0:
        raise ValueError(f"appends must not be negative, not {appends}")

    def sizes() -> Iterator[int]:
        growing: list[int] = []
        yield sys.getsizeof(growing)
        for number in range(appends):
            growing.append(number)
            yield sys.getsizeof(growing)

    moves = [length for length, (a, b) in enumerate(pairwise(sizes())) if a != b]
    return len(moves), sum(moves)
