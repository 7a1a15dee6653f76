"""Time that can be trusted: a clock that only moves when told to, and ratios of real times."""

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple


class VirtualClock:
    """A clock that stands still until something sleeps on it.

    >>> clock = VirtualClock()
    >>> clock.sleep(2.5); clock.now()
    2.5
    """

    def __init__(self) -> None:
        self.elapsed = 0.0

    def now(self) -> float:
        """Return the seconds slept so far."""
        return self.elapsed

    def sleep(self, seconds: float) -> None:
        """Advance by *seconds*, at once; ``ValueError`` if that is negative."""
        if not seconds >= 0:  # nor is it NaN
            raise ValueError(f"seconds must not be negative, not {seconds!r}")
        self.elapsed += seconds


class Ratio(NamedTuple):
    """Best times of two pieces of work, in seconds, taken in turn in one run."""

    first: float
    second: float

    @property
    def times(self) -> float:
        """How many times longer the first takes than the second."""
        return self.first / self.second


def seconds(run: Callable[[], object]) -> float:
    """Return how long *run* takes, once."""
    start = perf_counter()
    run()
    return perf_counter() - start


def compare(first: Callable[[], object], second: Callable[[], object], rounds: int = 5) -> Ratio:
    """Time *first* and *second* in turn (A B B A ...) and keep the best of each.

    Taking turns means that a machine that slows down slows both; the best of several rounds is
    the figure least disturbed by what else runs.
    """
    best_first = best_second = float("inf")
    for _ in range(rounds):
        best_first = min(best_first, seconds(first))
        best_second = min(best_second, seconds(second), seconds(second))
        best_first = min(best_first, seconds(first))
    return Ratio(best_first, best_second)
