"""Threads that sleep without waiting: their clock moves once all of them are asleep."""

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from threading import Condition, Thread

__all__ = ["ThreadClock"]


class ThreadClock:
    """A clock for real threads, on which sleeping takes no real time.

    It stands still while one of the threads that it runs is awake, then jumps to the first
    wake-up. So the threads take exactly the virtual time that was asked for.

    >>> clock = ThreadClock()
    >>> clock.run([lambda: clock.sleep(3), lambda: clock.sleep(2)])
    >>> clock.now()
    3.0
    """

    def __init__(self) -> None:
        self._elapsed = 0.0
        self._awake = 0
        self._wakes: list[float] = []  # a heap
        self._moved = Condition()

    def now(self) -> float:
        """Return the virtual seconds that have passed."""
        return self._elapsed

    def run(self, functions: Sequence[Callable[[], object]]) -> None:
        """Run each of the functions in a thread of its own, and wait for all of them.

        Raises the first exception that one of them raised.
        """
        errors: list[BaseException] = []

        def body(function: Callable[[], object]) -> None:
            try:
                function()
            except BaseException as error:  # noqa: BLE001 -- it is raised where the threads are joined
                errors.append(error)
            finally:
                self._rest()

        threads = [Thread(target=body, args=(function,)) for function in functions]
        self._awake = len(threads)
        started = 0
        try:
            for thread in threads:
                thread.start()
                started += 1
        finally:
            for _ in threads[started:]:
                self._rest()  # or the others would wait for those that never started
            for thread in threads[:started]:
                thread.join()
        if errors:
            raise errors[0]

    def sleep(self, seconds: float) -> None:
        """Sleep in one of the threads; ``ValueError`` if *seconds* is negative or not a number."""
        if not seconds >= 0:
            raise ValueError(f"seconds must not be negative, not {seconds!r}")
        with self._moved:
            wake = self._elapsed + seconds
            heappush(self._wakes, wake)
            self._rest()
            self._moved.wait_for(lambda: self._elapsed >= wake)

    def _rest(self) -> None:
        """Count one thread less as awake; the last one moves time to the next wake-up."""
        with self._moved:  # a Condition's lock may be taken twice by one thread
            self._awake -= 1
            if not self._awake and self._wakes:
                # Others may be due at the same time: they keep time from moving on until they
                # rest as well, each by its entry in the heap.
                self._elapsed = heappop(self._wakes)
                self._awake = 1
                self._moved.notify_all()
