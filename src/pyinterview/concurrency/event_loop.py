"""The event loop.

Q57. what is eventloop

## In one breath

A loop in one thread that resumes whatever can go on. Each round it asks the operating system
which sockets are ready, and sleeps for the answer until the next timer at most; it queues their
tasks and those whose time has come; and it resumes each task in the queue up to the next await
that has to wait. Until then a task keeps the thread, so one blocking call stops them all.

## Pitfalls

- *It runs tasks in parallel, or in threads.* One at a time in one thread: waiting overlaps,
  computing does not.
- *Every `await` lets others run.* Only one that has to wait: a coroutine that never does is run
  straight through.
- *`create_task` starts the task.* It queues it for the next round (eager tasks, 3.12, excepted).
- *`sleep(1)` wakes after one second.* Not before, and only when nobody else holds the thread.
- *A task that was created will finish.* asyncio keeps only a weak reference to it, and cancels it
  when the main coroutine ends: keep it and await it.

## Asked next

- *How does it watch ten thousand sockets?* By epoll or kqueue, whose answers cost as much as there
  are ready sockets; select looks at all of them. `selectors.DefaultSelector` picks the best.
- *And code that must block?* `asyncio.to_thread` for waiting, a process for computing.
- *How does another thread wake it?* `call_soon_threadsafe`: it queues a callback and writes a byte
  to a socket pair that the selector watches.
- *Two timers for the same moment?* Here the first set fires first, by a number in the heap;
  asyncio leaves their order undefined.
- *What is missing on this page?* Cancellation, timeouts, signals, threads, child processes, a
  reader and a writer on one socket. uvloop is asyncio's loop on libuv.

## Sources

- https://docs.python.org/3/library/asyncio-eventloop.html
- https://docs.python.org/3/library/asyncio-task.html
- https://docs.python.org/3/library/selectors.html
- https://peps.python.org/pep-0492/ and https://peps.python.org/pep-3156/
- `_run_once` in https://github.com/python/cpython/blob/3.13/Lib/asyncio/base_events.py
"""

import math
import time
from collections import deque
from collections.abc import Awaitable, Callable, Coroutine, Generator, Sequence
from contextlib import ExitStack
from heapq import heappop, heappush
from itertools import count, zip_longest
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector, SelectorKey
from types import coroutine
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, TypeAlias, TypeVar

from pyinterview.lab.clocks import VirtualClock
from pyinterview.lab.evidence import BadInput, Claim, Demo, Span, Table, Timeline, brief

if TYPE_CHECKING:
    from socket import socket

__all__ = ["run"]

T = TypeVar("T")
Routine: TypeAlias = Coroutine[Any, Any, T]
Request: TypeAlias = Generator[tuple[str, Any], Any, T]


def run(main: Routine[T], *, clock: VirtualClock | None = None) -> T:
    """Run a coroutine and all that it spawns in one thread, and return its result.

    A coroutine asks by what it yields to the loop; `sleep`, `spawn`, `join`, `readable` and
    `writable` in `pyinterview.concurrency.event_loop` do it for you:

    - ``("sleep", seconds)``: go on when so much time has passed, those with the same time in the
      order in which they asked; if it is not positive, behind those that can go on already.
    - ``("spawn", coroutine)``: run it as a task, which starts behind those that can go on already.
      The answer is the task, and comes at once.
    - ``("join", task)``: go on when the task has ended, with its result, or with its error raised.
      If it has ended already the answer comes at once.
    - ``("read", socket)``, ``("write", socket)``: go on when it is ready; one task at a time.

    Anything else is a ``TypeError`` at that await. The loop sleeps only when no task can go on, as
    long as the next timer takes; between two turns of a task it sees to the timers that are due.
    When *main* ends, the tasks that have not ended are closed; then its error is raised, or else
    one that nobody joined. ``KeyboardInterrupt`` and the like come out of any task at once.
    ``RuntimeError`` if all tasks wait for one another, ``TypeError`` if *main* is no coroutine.
    With a *clock*, it tells the time by ``now()`` and lets it pass by ``sleep(seconds)``.

    Time O(log t) for a turn with t timers.

    >>> from pyinterview.concurrency.event_loop import join, sleep, spawn
    >>> from pyinterview.lab.clocks import VirtualClock
    >>> async def after(seconds):
    ...     await sleep(seconds)
    ...     woken.append(seconds)
    ...     return seconds
    >>> async def main():
    ...     tasks = [await spawn(after(seconds)) for seconds in (3600, 60, 1)]
    ...     return [await join(task) for task in tasks]
    >>> woken, clock = [], VirtualClock()
    >>> run(main(), clock=clock), woken, clock.now()
    ([3600, 60, 1], [1, 60, 3600], 3600.0)
    """
    return _Loop(clock).run(main)


class Task(Generic[T]):
    """A coroutine that the loop runs, and what has come of it."""

    def __init__(self, routine: Routine[T]) -> None:
        self.routine = routine
        self.waiting: list[Task[Any]] = []
        self.value: Any = None
        self.error: Exception | None = None
        self.done = self.joined = False


@coroutine
def sleep(delay: float) -> Request[None]:
    """Wait so many seconds, or at zero and less behind those that are ready; not NaN."""
    if math.isnan(delay):
        raise ValueError("delay must not be NaN")
    yield "sleep", delay


@coroutine
def spawn(routine: Routine[T]) -> Request[Task[T]]:
    """Run a coroutine as a task beside this one, and return the task."""
    task: Task[T] = yield "spawn", routine
    return task


@coroutine
def join(task: Task[T]) -> Request[T]:
    """Wait until the task has ended; return its result, or raise its error."""
    result: T = yield "join", task
    return result


@coroutine
def readable(sock: "socket") -> Request[None]:
    """Wait until the socket has something to read, or its other end is closed."""
    yield "read", sock


@coroutine
def writable(sock: "socket") -> Request[None]:
    """Wait until the socket takes something, or is connected."""
    yield "write", sock


_LONGEST = 86_400.0  # seconds; epoll takes no more than 24 days


class _Loop:
    """The event loop: *steps* counts how often it resumed a task, *rounds* how often it looped."""

    def __init__(self, clock: VirtualClock | None = None) -> None:
        self.clock = clock
        self.now = clock.now if clock else time.monotonic
        self.ready: deque[tuple[Task[Any], Any, Exception | None]] = deque()
        self.timers: list[tuple[float, int, Task[Any]]] = []  # a heap
        self.numbers = count()  # tasks have no order: at the same time the number decides
        self.selector = DefaultSelector()
        self.open: dict[Task[Any], None] = {}
        self.failed: list[Task[Any]] = []
        self.rounds = self.steps = 0

    def run(self, main: Routine[T]) -> T:
        with ExitStack() as stack:
            stack.callback(self.close)
            first = self.spawn(main)
            while not first.done:
                self.wait()
                self.rounds += 1
                for _ in range(len(self.ready)):  # what gets ready meanwhile comes after the timers
                    self.step(*self.ready.popleft())
        for task in (first, *self.failed):
            if task.error is not None and not task.joined:
                raise task.error
        result: T = first.value
        return result

    def wait(self) -> None:
        """Sleep until something can go on, and queue it."""
        timeout = 0.0 if self.ready else self.timers[0][0] - self.now() if self.timers else None
        if timeout is None and not self.selector.get_map():
            raise RuntimeError("deadlock: all tasks wait for one another")
        for key, _ in self.select(timeout):
            self.selector.unregister(key.fileobj)
            self.ready.append((key.data, None, None))
        now = self.now()
        while self.timers and self.timers[0][0] <= now:
            self.ready.append((heappop(self.timers)[-1], None, None))

    def select(self, timeout: float | None) -> list[tuple[SelectorKey, int]]:
        """Sleep until sockets are ready, but no longer than that, and return what is ready."""
        if self.clock is None or timeout is None:
            return self.selector.select(timeout and min(timeout, _LONGEST))
        events = self.selector.select(0)
        if timeout > 0 and not events:
            self.clock.sleep(timeout)
        return events

    def step(self, task: Task[Any], value: object, error: Exception | None) -> None:
        """Resume a task until it has to wait or ends."""
        answer: tuple[object, Exception | None] | None = value, error
        while answer:
            value, error = answer
            answer = None
            self.steps += 1
            try:
                send, throw = task.routine.send, task.routine.throw
                request = send(value) if error is None else throw(error)
            except StopIteration as end:
                self.finish(task, end.value, None)
            except Exception as failure:  # noqa: BLE001 -- whoever joins the task is to get it
                self.finish(task, None, failure)
            else:
                try:
                    answer = self.serve(task, request)
                except Exception as wrong:  # noqa: BLE001 -- whoever asked is to get it
                    answer = None, wrong

    def serve(self, task: Task[Any], request: Any) -> tuple[object, Exception | None] | None:
        """Return the answer to a request, a value or an error; None if the task has to wait."""
        match request:
            case "sleep", delay if delay > 0:
                heappush(self.timers, (self.now() + delay, next(self.numbers), task))
            case "sleep", _:
                self.ready.append((task, None, None))
            case "spawn", routine:
                return self.spawn(routine), None
            case "join", Task() as other if other.done:
                other.joined = True
                return other.value, other.error
            case "join", Task() as other:
                other.waiting.append(task)
            case "read", sock:
                self.selector.register(sock, EVENT_READ, task)
            case "write", sock:
                self.selector.register(sock, EVENT_WRITE, task)
            case _:
                raise TypeError(f"the loop has no answer to {request!r:.80}")
        return None

    def spawn(self, routine: Routine[T]) -> Task[T]:
        if not isinstance(routine, Coroutine):
            raise TypeError(f"a coroutine is wanted, not {routine!r:.80}")
        task = Task(routine)
        self.open[task] = None
        self.ready.append((task, None, None))
        return task

    def finish(self, task: Task[Any], value: object, error: Exception | None) -> None:
        """Keep what came of a task, and queue those who wait for it."""
        task.done, task.value, task.error, task.joined = True, value, error, bool(task.waiting)
        del self.open[task]
        self.ready.extend((other, value, error) for other in task.waiting)
        if error is not None and not task.joined:
            self.failed.append(task)

    def close(self) -> None:
        with ExitStack() as stack:  # each is closed, whatever another raises
            stack.callback(self.selector.close)
            for task in reversed(self.open):
                stack.callback(task.routine.close)


class _Calls(NamedTuple):
    """How a program asks its loop, so that one program runs on two loops."""

    sleep: Callable[[float], Awaitable[None]]
    spawn: Callable[[Routine[Any]], Awaitable[Any]]
    join: Callable[[Any], Awaitable[Any]]


class _Log(VirtualClock):
    """A clock of whole milliseconds that notes what happens when, and each time it is slept on."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[tuple[float, str, str]] = []
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        super().sleep(seconds)

    def note(self, who: str, what: str) -> None:
        self.events.append((self.elapsed, who, what))


Block: TypeAlias = Callable[[], Awaitable[None]]


async def _program(
    delays: Sequence[int], calls: _Calls, log: _Log, block: Block | None
) -> list[str]:
    """Spawn a task for each delay, and one that blocks, and join them in this order."""

    async def wait(name: str, delay: int) -> str:
        log.note(name, "starts")
        await calls.sleep(delay)
        log.note(name, "wakes")
        return name

    async def stop(block: Block) -> None:
        log.note("blocker", "begins")
        await block()
        log.note("blocker", "ends")

    tasks = [await calls.spawn(wait(*each)) for each in zip(_names(delays), delays, strict=True)]
    last = [await calls.spawn(stop(block))] if block else []
    log.note("main", "joins")
    results = []
    for task in tasks:
        results.append(await calls.join(task))
        log.note("main", f"has {results[-1]}")
    for task in last:
        await calls.join(task)
    return results


def _names(delays: Sequence[int]) -> list[str]:
    return [f"task {number}" for number in range(1, len(delays) + 1)]


def demo_event_loop(delays: Sequence[float] = (3, 1, 2), clients: int = 50) -> Demo:
    """Run timers, a blocking call and real sockets on a loop of one page, and asyncio beside it.

    --delays are seconds to sleep, a task each, in virtual time; --clients connect over loopback.
    """
    waits = _milliseconds(delays)
    if not 1 <= clients <= 100:
        raise BadInput(f"--clients: {clients} is not between 1 and 100")
    yield from _timers(waits)
    yield from _blocked(waits)
    yield from _sockets(clients)


def _milliseconds(delays: Sequence[float]) -> list[int]:
    if not 1 <= len(delays) <= 20:
        raise BadInput(f"--delays: give 1 to 20 numbers, not {len(delays):,}")
    for delay in delays:
        if (
            not 0 <= delay <= 3_600
        ):  # nor is it NaN; asyncio adds 1e-9 to a time: it must not vanish
            raise BadInput(f"--delays: {delay!r} is not between 0 and 3600 seconds")
        if abs(delay * 1_000 - round(delay * 1_000)) > 1e-4:
            raise BadInput(f"--delays: {delay!r} is finer than a millisecond, 0.001")
    return [round(delay * 1_000) for delay in delays]


def _timers(delays: Sequence[int]) -> Demo:
    calls = _Calls(sleep, spawn, join)
    ours, again = _Log(), _Log()
    results = run(_program(delays, calls, ours, None), clock=ours)
    loop = _Loop(again)  # the same, to read its counts
    loop.run(_program(delays, calls, again, None))
    theirs = _on_asyncio(delays)
    yield Table(
        f"Tasks that sleep {_seconds(delays)} s, in virtual time",
        ("s", "on this loop", "on asyncio"),
        [
            (_seconds([at]), f"{who} {what}", " ".join(other[1:]))
            for (at, who, what), other in zip(ours.events, theirs, strict=False)
        ][:40],
    )
    yield _timeline("Who sleeps when", ours, delays)
    names = _names(delays)
    woken = [who for _, who, what in ours.events if what == "wakes"]
    expected = [name for _, name in sorted(zip(delays, names, strict=True), key=lambda one: one[0])]
    yield Claim(
        "timers fire in order of time, whatever the order in which the tasks were made",
        measured=brief(woken),
        expected=brief(expected),
        holds=woken == expected,
    )
    yield Claim(
        "joined one after another, all are done after the longest sleep, "
        f"not after all {_seconds([sum(delays)])} s",
        measured=f"{brief([*results])} after {_seconds([ours.elapsed])} s",
        expected=f"{brief(names)} after {_seconds([max(delays)])} s",
        holds=(results, ours.elapsed) == (names, max(delays)),
    )
    tied = len(set(delays)) < len(delays)
    same = ours.events == theirs or (tied and sorted(ours.events) == sorted(theirs))
    yield Claim(
        "the same program on asyncio gives the same events in the same order"
        + (", but at one moment, where asyncio promises none" if tied else ""),
        measured=_compared(ours.events, theirs, same=same),
        expected=f"{len(theirs)} events, the same",
        holds=same,
    )
    starts, awaits, moments = len(delays) + 1, 3 * len(delays), len(set(delays) - {0})
    yield Claim(
        "no busy waiting: one sleep for each moment, and a task is resumed for its start and once "
        "for each await, at least one in a round",
        measured=f"{len(ours.slept)} sleeps, {loop.steps} resumptions, {loop.rounds} rounds",
        expected=f"{moments} sleeps, {starts} + {awaits} resumptions, no more rounds than that",
        holds=len(ours.slept) == moments and loop.rounds <= loop.steps == starts + awaits,
    )


def _seconds(delays: Sequence[float]) -> str:
    return ", ".join(f"{delay / 1_000:.10g}" for delay in delays)


def _compared(ours: Sequence[object], theirs: Sequence[object], *, same: bool) -> str:
    if same:
        return f"{len(ours)} events, the same"
    pairs = enumerate(zip_longest(ours, theirs, fillvalue="none"), start=1)
    at, (mine, other) = next((at, pair) for at, pair in pairs if pair[0] != pair[1])
    return f"event {at} is {mine}, on asyncio {other}"


def _timeline(title: str, log: _Log, delays: Sequence[int]) -> Timeline:
    begun = {who: at for at, who, what in log.events if what in ("starts", "begins")}
    ended = {who: at for at, who, what in log.events if what in ("wakes", "ends")}
    spans = []
    for name, delay in zip(_names(delays), delays, strict=True):
        due = begun[name] + delay
        spans.append(Span(name, begun[name] / 1_000, due / 1_000, "sleeps"))
        if ended[name] > due:
            spans.append(Span(name, due / 1_000, ended[name] / 1_000, "is due, and not run"))
    if "blocker" in begun:
        spans.append(Span("blocker", begun["blocker"] / 1_000, ended["blocker"] / 1_000, "blocks"))
    return Timeline(title, spans)


def _on_asyncio(delays: Sequence[int]) -> list[tuple[float, str, str]]:
    """Run the program on asyncio in virtual time, and return what happens."""
    import asyncio  # noqa: PLC0415 -- slow to import, and only the demo needs it

    log = _Log()

    class Loop(asyncio.BaseEventLoop):
        def __init__(self) -> None:
            super().__init__()
            self._selector = self  # what it sleeps on

        def time(self) -> float:
            return log.now()

        def select(self, timeout: float | None) -> None:
            if timeout:
                log.sleep(timeout)

        def _process_events(self, _: object) -> None:
            """There are none without sockets."""

    async def spawn(routine: Routine[Any]) -> Any:
        return asyncio.create_task(routine)

    async def join(task: Any) -> Any:
        return await task

    calls = _Calls(asyncio.sleep, spawn, join)
    with asyncio.Runner(loop_factory=Loop) as runner:
        runner.run(_program(delays, calls, log, None))
    return log.events


def _blocked(delays: Sequence[int]) -> Demo:
    longest = max(delays) + 1_000
    during = {}
    for way in ("await", "block"):
        log = _Log()

        async def block(log: _Log = log, way: str = way) -> None:
            if way == "await":
                await sleep(longest)
            else:
                log.sleep(longest)  # what must not be done

        run(_program(delays, _Calls(sleep, spawn, join), log, block), clock=log)
        whole = [(who, what) for _, who, what in log.events]
        during[way] = whole.index(("blocker", "ends")) - whole.index(("blocker", "begins")) - 1
    yield _timeline(f"The same, and a task that blocks for {_seconds([longest])} s", log, delays)
    yield Claim(
        "one blocking call stops them all: what others did while a task blocked, and while it "
        "awaited a sleep as long",
        measured=f"{during['block']} and {during['await']} events",
        expected=f"0 and {2 * len(delays)} events: each task wakes and is joined",
        holds=(during["block"], during["await"]) == (0, 2 * len(delays)),
    )


async def _echo(connection: "socket") -> int:
    """Send back what comes until the other end is closed; return the thread that did it."""
    from threading import get_ident  # noqa: PLC0415 -- needed here alone

    with connection:
        await readable(connection)
        while data := connection.recv(1_024):
            await writable(connection)
            connection.send(data)  # a few bytes: they fit
            await readable(connection)
    return get_ident()


async def _serve(listener: "socket", clients: int, opened: list["socket"]) -> list[Task[int]]:
    """Accept so many clients, with a task for each."""
    tasks = []
    for _ in range(clients):
        await readable(listener)
        connection, _ = listener.accept()
        connection.setblocking(False)  # noqa: FBT003 -- it takes no keyword
        opened.append(connection)
        tasks.append(await spawn(_echo(connection)))
    return tasks


async def _connect(client: "socket", address: tuple[str, int]) -> None:
    from socket import SO_ERROR, SOL_SOCKET  # noqa: PLC0415 -- slow to import

    client.connect_ex(address)
    await writable(client)
    if error := client.getsockopt(SOL_SOCKET, SO_ERROR):
        raise OSError(error, "no connection over loopback")


async def _talk(client: "socket", line: bytes) -> bytes:
    client.send(line)
    await readable(client)
    return client.recv(1_024)


async def _meet(
    listener: "socket", callers: Sequence["socket"], opened: list["socket"]
) -> tuple[list[bool], int, set[int]]:
    """Connect all, then let all talk; return the echoes, those served at once, their threads."""
    server = await spawn(_serve(listener, len(callers), opened))
    address = listener.getsockname()
    for task in [await spawn(_connect(caller, address)) for caller in callers]:
        await join(task)
    lines = [f"client {number}".encode() for number in range(len(callers))]
    talks = [await spawn(_talk(*each)) for each in zip(callers, lines, strict=True)]
    echoed = [await join(talk) == line for talk, line in zip(talks, lines, strict=True)]
    echoes = await join(server)
    together = sum(connection.fileno() >= 0 for connection in opened)
    for sock in (listener, *callers):
        sock.close()
    return echoed, together, {await join(task) for task in echoes}


def _sockets(clients: int) -> Demo:
    import socket  # noqa: PLC0415 -- slow to import
    from threading import get_ident  # noqa: PLC0415 -- needed here alone

    text = (
        "over real sockets every client gets its echo, all are served at once, by this one thread"
    )
    expected = f"{clients} echoes, {clients} served at once, 1 thread, 0 sockets left open"
    loop, opened = _Loop(), list[socket.socket]()
    with ExitStack() as stack:
        stack.callback(loop.close)
        try:
            listener = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=clients))
            callers = [stack.enter_context(socket.socket()) for _ in range(clients)]
            for sock in (listener, *callers):
                sock.setblocking(False)  # noqa: FBT003 -- it takes no keyword
            echoed, together, threads = loop.run(_meet(listener, callers, opened))
            left = sum(sock.fileno() >= 0 for sock in (listener, *callers, *opened))
            measured = (
                f"{sum(echoed)} echoes, {together} served at once, {len(threads)} thread, "
                f"{left} sockets left open"
            )
            holds = measured == expected and threads == {get_ident()}
            verdict = Claim(text, measured, expected, holds)
        except OSError as error:
            verdict = Claim(text, f"this machine gives no such sockets: {error}", expected, None)
        finally:
            for sock in opened:  # a task that never began closes nothing
                sock.close()
    yield f"Clients served: {len(opened)}, in {loop.rounds} rounds and {loop.steps} resumptions."
    yield verdict
