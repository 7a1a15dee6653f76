"""A thread that wants to run every half millisecond, and how long other work keeps it out.

Load makes its silence longer, never shorter, so a short silence proves that the work let others
in, on any machine. Silence as long as the work needed the processor is what a work that lets nobody
in must show.
"""

from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise
from threading import Thread
from time import perf_counter, sleep, thread_time
from typing import NamedTuple

PAUSE = 0.0005  # seconds between two ticks
ROUNDS = 3  # at most, until a busy machine shows what a quiet one shows at once


class Beat(NamedTuple):
    """What a thread that wants to run every half millisecond had of it while others worked."""

    seconds: float  # that the work took
    computing: float  # seconds of the processor that it used
    ticks: int
    silence: float  # longest time without a tick

    @property
    def length(self) -> float:
        """The seconds that count: computing, or waiting if there was hardly anything to compute."""
        return self.computing if self.computing > self.seconds / 10 else self.seconds

    @property
    def lets_go(self) -> bool:
        """Whether others ran in the middle of it.

        Held through, the silence lasts as long as the computing, on a busy machine even longer.
        """
        return self.silence < self.length / 2

    @property
    def verdict(self) -> str:
        """The same in a word."""
        return "yes" if self.lets_go else "no" if self.silence >= 0.9 * self.length else "unclear"


def heartbeat(work: Callable[[], object]) -> Beat:
    """Run *work* beside a thread that ticks, and tell how long the ticks were missing.

    >>> heartbeat(lambda: sleep(0.02)).ticks > 0
    True
    """
    ticks = [perf_counter()]
    ended = False

    def tick() -> None:
        while not ended:
            ticks.append(perf_counter())
            sleep(PAUSE)
        ticks.append(perf_counter())

    thread = Thread(target=tick, daemon=True)
    try:
        thread.start()
        began, used = perf_counter(), thread_time()
        kept = work()  # freeing it is no part of the work
        used, stopped = thread_time() - used, perf_counter()
    finally:
        ended = True
        with suppress(RuntimeError):  # it was not started
            thread.join()
    del kept
    within = [(a, b) for a, b in pairwise(ticks) if b > began and a < stopped]
    inside = sum(began < at < stopped for at in ticks)
    return Beat(stopped - began, used, inside, max(b - a for a, b in within))


def clearest(work: Callable[[], object]) -> Beat:
    """Return the beat with the shortest silence, of as many rounds as it takes to hear one."""
    beats: list[Beat] = []
    while len(beats) < ROUNDS and not (beats and beats[-1].lets_go):
        beats.append(heartbeat(work))
    return min(beats, key=lambda beat: beat.silence / beat.length)
