"""A ValueError for a negative number, in the reader's own words."""

import sys


def reallocations(appends: int) -> tuple[int, int]:
    if appends < 0:
        raise ValueError("a list cannot be appended to a negative number of times")
    items: list[int] = []
    moves = moved = 0
    for i in range(appends):
        before = sys.getsizeof(items)
        items.append(i)
        if sys.getsizeof(items) > before:
            moves += 1
            moved += i
    return moves, moved
