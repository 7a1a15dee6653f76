"""Measure memory by what is alive, not by what the operating system reports."""

import gc
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from pyinterview.lab.counting import Counted, Tally


def peak_bytes(run: Callable[[], object]) -> int:
    """Return the most bytes that *run* had allocated at once, beyond what was there before.

    The result of *run* counts as long as it lives, which is until the peak has been read.

    >>> peak_bytes(lambda: bytes(1_000_000)) >= 1_000_000
    True
    """
    import tracemalloc  # noqa: PLC0415 -- as slow to import as all of the answers

    tracing = tracemalloc.is_tracing()
    if not tracing:
        tracemalloc.start()
    try:
        gc.collect()
        tracemalloc.reset_peak()
        before, _ = tracemalloc.get_traced_memory()
        result = run()
        _, peak = tracemalloc.get_traced_memory()
        del result
    finally:
        if not tracing:
            tracemalloc.stop()
    return peak - before


class Live:
    """Hand out *values* one by one, and remember how many were alive at once.

    It is a real check of O(1) space for a one-pass algorithm. It relies on reference counts,
    which free an item at once: CPython.

    >>> numbers = Live(range(1_000))
    >>> max(numbers)
    999
    >>> numbers.peak
    2
    """

    def __init__(self, values: Iterable[Any], tally: Tally | None = None) -> None:
        self.values = values
        self.tally = Tally() if tally is None else tally
        self.alive = self.peak = 0

    def __iter__(self) -> Iterator["LiveItem"]:
        for value in self.values:
            yield LiveItem(value, self)


class LiveItem(Counted):
    """A counted value that tells its `Live` when it is born and when it dies."""

    __slots__ = ("owner",)

    def __init__(self, value: Any, owner: Live) -> None:
        super().__init__(value, owner.tally)
        self.owner = owner
        owner.alive += 1
        owner.peak = max(owner.peak, owner.alive)

    def __del__(self) -> None:
        self.owner.alive -= 1
