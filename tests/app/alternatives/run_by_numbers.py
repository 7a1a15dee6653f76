"""By numbers for tasks, dictionaries of what is known of each, and a sorted list for a heap."""

import inspect
import selectors
import time
from bisect import insort
from collections.abc import Coroutine
from typing import Any

EVENTS = {"read": selectors.EVENT_READ, "write": selectors.EVENT_WRITE}


class Tables:
    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.now = time.monotonic if clock is None else clock.now
        self.routines: dict[int, Any] = {}
        self.joiners: dict[int, list[int]] = {}
        self.results: dict[int, Any] = {}
        self.errors: dict[int, Exception] = {}
        self.missed: set[int] = set()
        self.sleeping: list[tuple[float, int, int]] = []
        self.ready: list[tuple[int, Any, Exception | None]] = []
        self.sockets = selectors.DefaultSelector()
        self.asked = 0

    def add(self, routine: Any) -> int:
        if not inspect.iscoroutine(routine):
            raise TypeError("not a coroutine")
        task = -1 - len(self.joiners)  # negative, so that a number of the caller's is none
        self.routines[task], self.joiners[task] = routine, []
        self.ready.append((task, None, None))
        return task

    def waits(self, task: int, kind: object, what: Any) -> bool:
        """Put a task where it waits, if that is what it asks for."""
        if kind == "sleep" and what > 0:
            self.asked += 1
            insort(self.sleeping, (self.now() + what, self.asked, task))
        elif kind == "sleep":
            self.ready.append((task, None, None))
        elif kind == "join" and what in self.routines:
            self.joiners[what].append(task)
        elif kind in ("read", "write"):
            self.sockets.register(what, EVENTS[str(kind)], task)
        else:
            return False
        return True

    def answer(self, kind: object, what: Any) -> tuple[Any, Exception | None]:
        if kind == "join" and what in self.joiners:
            self.missed.discard(what)
            return self.results.get(what), self.errors.get(what)
        if kind == "spawn":
            return self.add(what), None
        return None, TypeError(f"there is no request {kind!r}")

    def go_on(self, task: int, value: Any, error: Exception | None) -> None:
        routine = self.routines[task]
        try:
            while True:
                request = routine.send(value) if error is None else routine.throw(error)
                kind, what = request if isinstance(request, tuple) else (request, None)
                try:
                    if self.waits(task, kind, what):
                        return
                    value, error = self.answer(kind, what)
                except Exception as wrong:  # noqa: BLE001 -- it is for whoever asked
                    error = wrong
        except StopIteration as stop:
            self.results[task] = stop.value
        except Exception as wrong:  # noqa: BLE001 -- it is for whoever joins
            self.errors[task] = wrong
        self.end(task)

    def end(self, task: int) -> None:
        del self.routines[task]
        if task in self.errors and not self.joiners[task]:
            self.missed.add(task)
        outcome = self.results.get(task), self.errors.get(task)
        self.ready.extend((other, *outcome) for other in self.joiners[task])

    def wait(self) -> None:
        seconds: float | None = None
        if self.ready:
            seconds = 0
        elif self.sleeping:
            seconds = max(0, self.sleeping[0][0] - self.now())
        elif not self.sockets.get_map():
            raise RuntimeError("deadlock")
        found = self.sockets.select(0 if self.clock and seconds else seconds)
        if self.clock and seconds and not found:
            self.clock.sleep(seconds)
        for key, _ in found:
            self.sockets.unregister(key.fileobj)
            self.ready.append((key.data, None, None))
        moment = self.now()
        while self.sleeping and self.sleeping[0][0] <= moment:
            self.ready.append((self.sleeping.pop(0)[2], None, None))


def run(main: Coroutine[Any, Any, Any], *, clock: Any = None) -> Any:
    tables = Tables(clock)
    try:
        first = tables.add(main)
        while first in tables.routines:
            tables.wait()
            turn, tables.ready = tables.ready, []
            for entry in turn:
                tables.go_on(*entry)
    finally:
        tables.sockets.close()
        for routine in tables.routines.values():
            routine.close()
    for task in (first, *tables.missed):
        if task in tables.errors:
            raise tables.errors[task]
    return tables.results[first]
