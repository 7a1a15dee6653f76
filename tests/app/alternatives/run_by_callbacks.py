"""By callbacks: one agenda of functions to call, ordered by time and number, and no queue."""

import heapq
import itertools
import selectors
import time
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

Outcome = tuple[str, Any]  # the method of a coroutine to call, and with what
GO_ON: Outcome = ("send", None)
AT_ONCE = float("-inf")


class Future:
    def __init__(self, loop: "Agenda", routine: Any) -> None:
        if not hasattr(routine, "send"):
            raise TypeError("only coroutines can be spawned")
        self.loop, self.routine = loop, routine
        self.outcome: Outcome | None = None
        self.listeners: list[Callable[[Outcome], None]] = []
        self.seen = False
        loop.running.append(routine)
        self.later()

    def later(self, outcome: Outcome = GO_ON) -> None:
        self.loop.plan(AT_ONCE, partial(self.resume, outcome))

    def resume(self, outcome: Outcome | None) -> None:
        while outcome:
            way, value = outcome
            try:
                request = getattr(self.routine, way)(value)
            except StopIteration as stop:
                return self.settle(("send", stop.value))
            except Exception as error:  # noqa: BLE001 -- it is for whoever joins
                return self.settle(("throw", error))
            outcome = self.answer(request)
        return None

    def answer(self, request: Any) -> Outcome | None:
        try:
            kind, what = request
            method = getattr(self, f"on_{kind}")
        except (TypeError, ValueError, AttributeError):
            return "throw", TypeError(f"{request!r} is no request")
        try:
            answer: Outcome | None = method(what)
        except Exception as error:  # noqa: BLE001 -- it is for whoever asked
            return "throw", error
        return answer

    def on_sleep(self, seconds: float) -> None:
        moment = self.loop.now() + seconds if seconds > 0 else AT_ONCE
        self.loop.plan(moment, partial(self.resume, GO_ON))

    def on_spawn(self, routine: Any) -> Outcome:
        return "send", Future(self.loop, routine)

    def on_join(self, other: Any) -> Outcome | None:
        if not isinstance(other, Future):
            raise TypeError("only tasks can be joined")
        other.seen = True
        if other.outcome is None:
            other.listeners.append(self.later)
        return other.outcome

    def on_read(self, sock: Any) -> None:
        self.loop.watcher.register(sock, selectors.EVENT_READ, self.later)

    def on_write(self, sock: Any) -> None:
        self.loop.watcher.register(sock, selectors.EVENT_WRITE, self.later)

    def settle(self, outcome: Outcome) -> None:
        self.loop.running.remove(self.routine)
        self.loop.ended.append(self)
        self.outcome = outcome
        for listener in self.listeners:
            listener(outcome)

    def result(self) -> Any:
        way, value = self.outcome or GO_ON
        if way == "throw":
            error: Exception = value
            raise error
        return value


class Agenda:
    def __init__(self, clock: Any) -> None:
        self.clock = clock
        self.now: Callable[[], float] = clock.now if clock else time.monotonic
        self.planned: list[tuple[float, int, Callable[[], None]]] = []
        self.numbers = itertools.count()
        self.watcher = selectors.DefaultSelector()
        self.running: list[Any] = []
        self.ended: list[Future] = []

    def plan(self, moment: float, action: Callable[[], None]) -> None:
        heapq.heappush(self.planned, (moment, next(self.numbers), action))

    def look(self, seconds: float | None) -> None:
        for key, _ in self.watcher.select(seconds):
            self.watcher.unregister(key.fileobj)
            key.data()

    def turn(self) -> None:
        self.look(0)
        if not self.planned:
            if not self.watcher.get_map():
                raise RuntimeError("nobody can go on")
            self.look(None)
            return
        wait = self.planned[0][0] - self.now()
        if wait > 0:
            (self.clock.sleep if self.clock else self.look)(wait)
            return
        # Only what is due by now: what these plan, and what gets ready, is for the next turn.
        moment = self.now()
        due = []
        while self.planned and self.planned[0][0] <= moment:
            due.append(heapq.heappop(self.planned))
        for _, _, action in due:
            action()

    def close(self) -> None:
        self.watcher.close()
        for routine in self.running:
            routine.close()


def run(main: Coroutine[Any, Any, Any], *, clock: Any = None) -> Any:
    agenda = Agenda(clock)
    try:
        first = Future(agenda, main)
        while first.outcome is None:
            agenda.turn()
    finally:
        agenda.close()
    result = first.result()
    for future in agenda.ended:
        if not future.seen:
            future.result()
    return result
