"""Who was active at the same time: told from intervals, and from the time that each had a core."""

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain
from time import perf_counter, thread_time
from typing import NamedTuple


def at_once(intervals: Iterable[tuple[float, float]]) -> int:
    """Return how many of the intervals, at most, share a moment; the end is not part of one.

    >>> at_once([(0, 2), (1, 3), (2, 4)])
    2
    """
    changes = sorted(chain.from_iterable(((start, 1), (end, -1)) for start, end in intervals))
    return max(accumulate(change for _, change in changes), default=0)


class Slice(NamedTuple):
    """A stretch of somebody's computing, and the seconds that it had a core."""

    start: float
    end: float
    cpu: float

    @property
    def idle(self) -> float:
        """The seconds in which it waited for a core, or for the GIL."""
        return self.end - self.start - self.cpu


def computed(slices: int = 40, loops: int = 20_000) -> list[Slice]:
    """Compute in Python for a while and return when, slice by slice."""
    found = []
    total = 0
    for _ in range(slices):
        start, before = perf_counter(), thread_time()
        for number in range(loops):
            total += number
        cpu = thread_time() - before
        found.append(Slice(start, perf_counter(), cpu))
    return found


def executed_together(one: Iterable[Slice], other: Sequence[Slice]) -> int:
    """Return in how many slices of *one* both must have executed for half the time or more.

    Where two slices overlap for longer than both were idle, both had a core at the same instant,
    however busy the machine is.

    >>> executed_together([Slice(0, 1, 1)], [Slice(0, 1, 1)])
    1
    >>> executed_together([Slice(0, 2, 1)], [Slice(0, 2, 1)])
    0
    """
    found = 0
    for mine in one:
        both = -mine.idle
        for its in other:
            both += max(0, min(mine.end, its.end) - max(mine.start, its.start) - its.idle)
        found += both >= (mine.end - mine.start) / 2
    return found
