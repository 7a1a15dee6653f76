"""The arrangements of a multiset of program numbers, each made of the one before it."""

from collections.abc import Iterable, Iterator
from typing import Any


def schedules(*programs: Iterable[Any]) -> Iterator[tuple[Any, ...]]:
    pools = [list(program) for program in programs]
    turns = [number for number, pool in enumerate(pools) for _ in pool]
    while True:
        steps = [iter(pool) for pool in pools]
        yield tuple(next(steps[number]) for number in turns)
        at = len(turns) - 2
        while at >= 0 and turns[at] >= turns[at + 1]:
            at -= 1
        if at < 0:
            return
        greater = max(place for place in range(at + 1, len(turns)) if turns[place] > turns[at])
        turns[at], turns[greater] = turns[greater], turns[at]
        turns[at + 1 :] = reversed(turns[at + 1 :])
