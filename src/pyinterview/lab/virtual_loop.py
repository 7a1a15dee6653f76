"""An asyncio event loop that never waits: its time jumps to the next timer."""

import asyncio
import math
from collections.abc import Coroutine
from typing import Any, NoReturn, TypeVar

__all__ = ["VirtualLoop", "run"]

T = TypeVar("T")
MOST_TURNS = 100_000  # of the loop without a step of its time


class VirtualLoop(asyncio.BaseEventLoop):
    """asyncio's own loop, with another clock in the place of the system's.

    Callbacks run as they always do, in the same order. When none is ready, time jumps to the next
    timer instead of waiting for it. So sleeps and timeouts take no real time, and they take
    exactly the virtual time that was asked for, however busy the machine is.

    There is nothing outside of the loop: no sockets, no threads. ``RuntimeError`` is raised where
    it would wait for them, also when every task waits for another, or when one asks again and
    again without letting time pass.
    """

    _scheduled: list[asyncio.TimerHandle]  # a heap, kept by the base class

    def __init__(self) -> None:
        super().__init__()
        self._selector = self  # the base class calls its select
        self._turns = 0
        self._move_to(0.0)

    def _move_to(self, now: float) -> None:
        self._now = now
        # Timers that are due within the resolution run early: let it be the next float.
        self._clock_resolution = math.ulp(now)

    def time(self) -> float:
        """Return the virtual seconds since the loop was made."""
        return self._now

    def block(self, seconds: float) -> None:
        """Let time pass while nothing else runs: what `time.sleep` does to a loop.

        ``ValueError`` if *seconds* is negative or not a number.
        """
        if not seconds >= 0:
            raise ValueError(f"seconds must not be negative, not {seconds!r}")
        self._move_to(self._now + seconds)

    def select(self, timeout: float | None) -> list[Any]:
        """Jump to the next timer if nothing is ready (*timeout* is not 0); there are no events."""
        if timeout == 0:
            self._turns += 1
            if self._turns > MOST_TURNS:
                raise RuntimeError("a task asks again and again, and lets no time pass")
            return []
        self._turns = 0
        if timeout is None or not self._scheduled[0].when() < math.inf:
            raise RuntimeError("every task waits for something that will never happen")
        self._move_to(self._scheduled[0].when())
        return []

    def _process_events(self, events: list[Any]) -> None:
        """Do nothing: there are none."""

    def _write_to_self(self) -> None:
        """Do nothing: it never waits, so nobody has to wake it."""

    def run_in_executor(self, *_: object) -> NoReturn:
        """Refuse: a thread takes real time."""
        raise RuntimeError("there are no threads in virtual time")


def run(coroutine: Coroutine[Any, Any, T]) -> tuple[T, float]:
    """Run *coroutine* as `asyncio.run` does; return its result and the virtual seconds it took.

    Raises what the coroutine raises, and ``RuntimeError`` where it would wait for ever.

    >>> run(asyncio.sleep(3600, "an hour later"))
    ('an hour later', 3600.0)
    """
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        result = runner.run(coroutine)
        return result, runner.get_loop().time()
