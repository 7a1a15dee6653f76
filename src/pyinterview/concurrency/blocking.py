"""Synchronous and asynchronous.

Q7. What is the difference between synchronous and asynchronous execution?

## In one breath

Synchronous: the caller waits until each operation is done, then goes on. Asynchronous: it starts
the operation, lets others run while that waits, and takes the result later. Ten requests of one
second take ten seconds one after the other, one second together. It saves waiting, not
computing, and only while nothing blocks the loop: one `time.sleep` in an `async def` stops every
task. Python has it as asyncio: one thread, switching at `await`.

## Pitfalls

- *Async is faster.* One request takes as long as before. More of them fit into the same time.
- *`await` makes it parallel.* `await` waits: in a `for` loop it is as slow as plain code. Start
  tasks first (`gather`, `TaskGroup`), then wait for all.
- *`async def` makes a function non-blocking.* It only allows it to await. `requests.get` inside
  still stops the loop: use an async library, or `await asyncio.to_thread(...)`.
- *`gather` over ten thousand requests.* All start at once: limit them.
- *`await` always lets others run.* Not if what it awaits never suspends.

## Asked next

- *Async or threads?* Both overlap waiting. Tasks are cheap and switch only at `await`; threads
  also carry code that blocks.
- *And computing?* It blocks the loop as well: a process pool.
- *One of many fails?* `gather` raises at once and leaves the others running; `TaskGroup` cancels
  them and waits for their end.
- *Who finds a blocking call?* `asyncio.run(main(), debug=True)` logs what runs longer than 0.1 s;
  linters (ruff ASYNC), or `find_blocking_calls` below.
- *A timeout?* `asyncio.timeout` (3.11) cancels at an `await`; it cannot interrupt what blocks.

## Sources

- https://docs.python.org/3/library/asyncio-task.html
- https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code
- https://peps.python.org/pep-0492/ and https://peps.python.org/pep-3156/
"""

import ast
import operator
import warnings
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext, suppress
from heapq import heapreplace
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from pyinterview.lab.clocks import VirtualClock
from pyinterview.lab.evidence import BadInput, Claim, Demo, Span, Table, Timeline, brief
from pyinterview.lab.scopes import dotted, walked
from pyinterview.lab.sources import scanned

__all__ = ["gather_limited"]

T = TypeVar("T")


async def gather_limited(limit: int, *awaitables: Awaitable[T]) -> list[T]:
    """Run the awaitables, at most *limit* at once; return their results in the order given.

    They begin in that order, each coroutine in a task of its own. When one raises, none begins any
    more, those that run are cancelled and waited for, and that first exception is raised; so also
    when the caller is cancelled. Coroutines that never began are closed. A future or task runs
    already: it is waited for without counting against *limit*, and cancelled like the others. One
    that is cancelled by somebody else stops no other, as in a `TaskGroup`; when all have ended,
    ``CancelledError`` is raised.

    ``ValueError`` if *limit* is less than 1, ``TypeError`` if it is no integer; nothing begins.

    >>> import asyncio
    >>> from pyinterview.lab.virtual_loop import run
    >>> run(gather_limited(2, *(asyncio.sleep(delay, delay) for delay in (3, 1, 2, 2))))
    ([3, 1, 2, 2], 5.0)
    >>> run(gather_limited(1))
    ([], 0.0)
    """
    import asyncio  # noqa: PLC0415 -- slow to import

    waiting = dict(enumerate(awaitables))
    errors: list[BaseException] = []

    async def attempt(place: int, turn: Any) -> T:
        async with turn:
            if errors:  # raised a moment ago, and nobody is cancelled yet
                raise asyncio.CancelledError
            try:
                return await waiting.pop(place)
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                errors.append(error)
                raise

    try:
        if operator.index(limit) < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        turns = asyncio.Semaphore(limit)
        with suppress(BaseExceptionGroup):
            async with asyncio.TaskGroup() as group:
                tasks = [
                    group.create_task(
                        attempt(place, nullcontext() if asyncio.isfuture(each) else turns)
                    )
                    for place, each in enumerate(awaitables)
                ]
        if errors:
            raise errors[0]  # as it came: outside of the handler, it keeps its cause and context
        return [task.result() for task in tasks]
    finally:
        for left in waiting.values():
            if isinstance(left, Coroutine):
                left.close()


SHOWN = 30  # rows of a table
# Calls that make their thread wait. A call within the name stands for what it returns.
BLOCKING = {
    *("input", "os.system", "os.wait", "os.waitpid", "select.select", "time.sleep"),
    *("socket.create_connection", "socket.getaddrinfo", "socket.gethostbyname"),
    *("urllib.request.urlopen", "urllib.request.urlretrieve"),
    *("asyncio.run_coroutine_threadsafe().result",),
    *(
        f"subprocess.{name}"
        for name in (
            *("call", "check_call", "check_output", "getoutput", "getstatusoutput", "run"),
            *("Popen().communicate", "Popen().wait"),
        )
    ),
    *(
        f"requests.{owner}{name}"
        for owner in ("", "Session().", "session().")
        for name in ("delete", "get", "head", "options", "patch", "post", "put", "request")
    ),
    *(
        f"socket.{owner}().{name}"
        for owner in ("socket", "create_connection")
        for name in (
            *("accept", "connect", "recv", "recv_into", "recvfrom", "recvfrom_into", "recvmsg"),
            *("send", "sendall", "sendfile", "sendmsg", "sendto"),
        )
    ),
    *(
        f"concurrent.futures.{pool}().{name}"
        for pool in ("ThreadPoolExecutor", "ProcessPoolExecutor")
        for name in ("submit().exception", "submit().result")
    ),
}


class Finding(NamedTuple):
    """A call that blocks: where it stands, in which async function, and what is called."""

    line: int
    function: str
    call: str


def find_blocking_calls(source: str) -> list[Finding]:
    r"""Return the blocking calls in the async functions of a program; nothing of it is run.

    `BLOCKING` lists them. They are found by whatever name they were imported, also on what a call
    gave, such as ``s.recv`` after ``s = socket.socket()``; not by way of an argument, an attribute,
    ``import *`` or a function of the program's own. A ``def`` or lambda within an async function
    may be run elsewhere, so what it calls is not reported. In the order of the text.
    ``SyntaxError`` for what is no Python.

    >>> find_blocking_calls("from time import sleep as s\nasync def f(): s(1)\ndef g(): s(1)")
    [Finding(line=2, function='f', call='time.sleep')]
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a '\\d' in it is no concern of ours
        tree = ast.parse(source)
    found = []
    for node, at in walked(tree):
        if at.runs_in and isinstance(node, ast.Call):
            called = dotted(node.func, at.here)
            if called in BLOCKING:
                place = (node.end_lineno, node.end_col_offset)  # that of a.b().c() is the last
                found.append((node.lineno, place, Finding(node.lineno, at.runs_in, called)))
    return [finding for *_, finding in sorted(found)]


SAMPLE = """\
import asyncio
import socket
import subprocess as sp
import time
from concurrent.futures import ThreadPoolExecutor
from time import sleep as pause
from urllib import request

import requests


async def fetch(url, client):
    response = requests.get(url)  # planted
    page = await client.get(url)
    with request.urlopen(url) as again:  # planted
        return response, page, again


async def wait(seconds):
    await asyncio.sleep(seconds)
    await asyncio.to_thread(time.sleep, seconds)
    await asyncio.to_thread(lambda: time.sleep(seconds))
    time.sleep(seconds)  # planted
    [pause(n) for n in range(3)]  # planted


async def talk(host, future):
    line = socket.create_connection((host, 80))  # planted
    line.sendall(b"hello")  # planted
    with ThreadPoolExecutor() as pool:
        job = pool.submit(sp.run, ["true"])
        return job.result(), future.result()  # planted


def synchronous():
    time.sleep(1)
    return sp.run(["true"]), input()


async def not_what_it_seems(time, input=print):
    def requests(): ...

    requests.get = time.sleep(1)
    input()


async def ask():
    def later():
        pause(1)

    sp.check_output(["true"])  # planted
    return input(), later  # planted
"""
PLANTED = """
async def planted_at_the_end():
    import time as t
    await t.sleep(0.1)
    def later(): t.sleep(0.2)
    input = later
    return input()
"""
MOST, LONGEST = 30, 86_400  # delays, and seconds of one


def demo_sync_vs_async(
    delays: Sequence[float] = (3.0, 1.0, 2.0, 2.0), limit: int = 2, file: str = ""
) -> Demo:
    """Wait for your delays in six ways, in virtual time; find blocking calls in a file of yours.

    *delays* are seconds, of which none really passes. *file* is parsed and never run; without one,
    a sample is taken.
    """
    _check(delays)
    if limit < 1:
        raise BadInput(f"--limit: {limit:,} is less than 1; at least one has to run")
    name = f"{file!r:.60}" if file else "the sample"
    source, found = (
        scanned(file, find_blocking_calls) if file else (SAMPLE, find_blocking_calls(SAMPLE))
    )
    yield from _six_ways(delays, limit)
    yield _failing()
    yield _turns()
    yield from _blocking_calls(name, source, found)


def _check(delays: Sequence[float]) -> None:
    if not 1 <= len(delays) <= MOST:
        raise BadInput(f"--delays: {len(delays):,} are given; give 1 to {MOST}")
    for delay in delays:
        if not 0 <= delay <= LONGEST:  # nor is it NaN
            raise BadInput(f"--delays: {delay!r:.40} is not between 0 and {LONGEST:,} seconds")


class _Diary:
    """When each of several waits began and ended, and how many were under way at once."""

    def __init__(self) -> None:
        self.spans: dict[int, Span] = {}
        self.running = self.most = 0

    @contextmanager
    def note(self, number: int, delay: float, now: Callable[[], float]) -> Iterator[None]:
        """Note when the block begins and ends."""
        start = now()
        self.running += 1
        self.most = max(self.most, self.running)
        yield
        self.running -= 1
        self.spans[number] = Span(f"{number + 1}", start, now(), f"waits {delay:g}")

    def timeline(self, title: str) -> Timeline:
        """Draw it."""
        return Timeline(title, [self.spans[number] for number in sorted(self.spans)])

    def ends(self) -> list[float]:
        """When each ended, in the order of their numbers."""
        return [self.spans[number].end for number in sorted(self.spans)]


def _in_plain_code(delays: Sequence[float]) -> _Diary:
    diary, clock = _Diary(), VirtualClock()
    for number, delay in enumerate(delays):
        with diary.note(number, delay, clock.now):
            clock.sleep(delay)
    return diary


def _in_threads(delays: Sequence[float]) -> _Diary:
    from pyinterview.lab.virtual_threads import ThreadClock  # noqa: PLC0415 -- only the demo needs it

    diary, clock = _Diary(), ThreadClock()

    def wait(number: int, delay: float) -> None:
        with diary.note(number, delay, clock.now):
            clock.sleep(delay)

    clock.run([lambda at=at: wait(*at) for at in enumerate(delays)])  # type: ignore[misc] # mypy infers no default of a lambda
    return diary


Way = Callable[[list[Coroutine[Any, Any, int]]], Awaitable[list[int]]]


def _on_a_loop(
    delays: Sequence[float], way: Way, *, blocks: bool = False
) -> tuple[_Diary, list[int]]:
    """Await coroutines that wait, or that block the loop; return what they gave as well."""
    import asyncio  # noqa: PLC0415 -- slow to import

    from pyinterview.lab.virtual_loop import VirtualLoop, run  # noqa: PLC0415 -- the same

    diary = _Diary()

    async def wait(number: int, delay: float) -> int:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)  # noqa: S101 -- for the type checker
        with diary.note(number, delay, loop.time):
            if blocks:
                loop.block(delay)  # what time.sleep does to a loop
            else:
                await asyncio.sleep(delay)
        return number

    async def main() -> list[int]:
        return await way(waits)

    waits = [wait(number, delay) for number, delay in enumerate(delays)]
    try:
        return diary, run(main())[0]
    finally:
        for each in waits:
            each.close()  # one that a wrong way forgot


def _six_ways(delays: Sequence[float], limit: int) -> Demo:
    import asyncio  # noqa: PLC0415 -- slow to import

    async def in_a_loop(waits: Iterable[Awaitable[int]]) -> list[int]:
        return [await each for each in waits]

    async def together(waits: Iterable[Awaitable[int]]) -> list[int]:
        return await asyncio.gather(*waits)

    async def limited(waits: Iterable[Awaitable[int]]) -> list[int]:
        return await gather_limited(limit, *waits)

    plain = _in_plain_code(delays)
    looped, _ = _on_a_loop(delays, in_a_loop)
    blocked, _ = _on_a_loop(delays, together, blocks=True)
    gathered, _ = _on_a_loop(delays, together)
    threaded = _in_threads(delays)
    few, results = _on_a_loop(delays, limited)

    yield plain.timeline("Synchronous: one after the other (virtual seconds)")
    yield looped.timeline("Asynchronous, but `await` in a for loop")
    yield blocked.timeline("asyncio.gather, with time.sleep in the async def")
    yield gathered.timeline("asyncio.gather, with await asyncio.sleep")
    yield threaded.timeline("A thread for each")
    yield few.timeline(f"gather_limited, at most {limit:,} at once")

    *_, total = accumulate(delays)
    found = [max(diary.ends()) for diary in (plain, looped, blocked)]
    yield Claim(
        "plain code, `await` in a loop, and gather over a blocking call take the sum of the delays",
        measured=found,
        expected=[total] * 3,
        holds=found == [total] * 3,
    )
    found = [max(diary.ends()) for diary in (gathered, threaded)]
    yield Claim(
        "gather over coroutines that await, and threads, take the longest delay",
        measured=found,
        expected=[max(delays)] * 2,
        holds=found == [max(delays)] * 2,
    )
    last = len(delays) - 1
    found = [diary.spans[last].start for diary in (gathered, blocked)]
    expected = [0.0, [0.0, *accumulate(delays)][last]]
    yield Claim(
        "the last task gets its first turn at once, or if the others block, when they have ended",
        measured=found,
        expected=expected,
        holds=found == expected,
    )
    ends = _scheduled(delays, limit)
    yield Claim(
        f"with at most {limit:,} at once, each begins as soon as an earlier one ends: their ends",
        measured=brief(few.ends()),
        expected=brief(ends),
        holds=few.ends() == ends,
    )
    order, at_once = list(range(len(delays))), min(limit, len(delays))
    yield Claim(
        "the results come in the order given, and that many run at once",
        measured=f"{brief(results)}, {few.most}",
        expected=f"{brief(order)}, {at_once}",
        holds=results == order and few.most == at_once,
    )


def _scheduled(delays: Sequence[float], limit: int) -> list[float]:
    """When each ends, if the one that is next always takes the first free place."""
    free = [0.0] * min(limit, len(delays))  # a heap
    ends = []
    for delay in delays:
        ends.append(free[0] + delay)
        heapreplace(free, ends[-1])
    return ends


def _failing() -> Claim:
    """One of three fails, at most two at once."""
    import asyncio  # noqa: PLC0415 -- slow to import

    from pyinterview.lab.virtual_loop import run  # noqa: PLC0415 -- the same

    events: list[str] = []

    async def slow() -> None:
        try:
            await asyncio.sleep(10)
            events.append("the slow one ended")
        finally:
            await asyncio.sleep(1)
            events.append("the slow one cleaned up")

    async def wrong() -> None:
        await asyncio.sleep(2)
        raise LookupError

    async def late() -> None:
        events.append("the third began")

    async def main() -> None:
        try:
            await gather_limited(2, *three)
        except Exception as error:  # noqa: BLE001 -- which one, is the question
            events.append(type(error).__name__)
        events.append(f"{asyncio.get_running_loop().time():g} s")

    three = [slow(), wrong(), late()]
    try:
        run(main())
    finally:
        for each in three:
            each.close()  # one that a wrong answer forgot
    expected = "the slow one cleaned up, LookupError, 3 s"
    return Claim(
        "one fails after 2 s: the other is cancelled and waited for (1 s), the third never begins",
        measured=", ".join(events),
        expected=expected,
        holds=", ".join(events) == expected,
    )


def _turns() -> Claim:
    """Two tasks of two steps, and what stands between the steps."""
    import asyncio  # noqa: PLC0415 -- slow to import
    import time  # noqa: PLC0415 -- only the demo needs it

    from pyinterview.lab.virtual_loop import run  # noqa: PLC0415 -- the first reason

    async def blocking() -> None:
        time.sleep(0)  # noqa: ASYNC251 -- the bug this answer is about

    async def never_suspending() -> None:
        pass

    async def steps(name: str, between: Callable[[], Awaitable[None]], seen: list[str]) -> None:
        seen.append(f"{name}1")
        await between()
        seen.append(f"{name}2")

    async def both(between: Callable[[], Awaitable[None]]) -> str:
        seen: list[str] = []
        await asyncio.gather(steps("a", between, seen), steps("b", between, seen))
        return " ".join(seen)

    betweens = (lambda: asyncio.sleep(0), blocking, never_suspending)
    found = [run(both(between))[0] for between in betweens]
    expected = ["a1 b1 a2 b2", "a1 a2 b1 b2", "a1 a2 b1 b2"]
    return Claim(
        "two tasks take turns at asyncio.sleep(0), not at time.sleep(0), nor at an `await` of what"
        " never suspends",
        measured=found,
        expected=expected,
        holds=found == expected,
    )


def _blocking_calls(name: str, source: str, found: list[Finding]) -> Demo:
    cut = f"; the first {SHOWN}" if len(found) > SHOWN else ""
    yield Table(
        f"Blocking calls in async functions of {name}: {len(found):,}{cut}",
        ("line", "function", "call"),
        [(line, f"{of:.60}", call) for line, of, call in found[:SHOWN]],
    )
    lines = [finding.line for finding in find_blocking_calls(SAMPLE)]
    planted = [n for n, line in enumerate(SAMPLE.split("\n"), 1) if "# planted" in line]
    yield Claim(
        "in the sample the scan finds what was planted, and nothing else: these lines",
        measured=lines,
        expected=planted,
        holds=lines == planted,
    )
    again = find_blocking_calls(source + PLANTED)
    new = [f"{finding.call} in {finding.function}" for finding in again[len(found) :]]
    expected = ["time.sleep in planted_at_the_end"]
    yield Claim(
        f"a blocking call planted at the end of {name} is found too, and nothing else changes",
        measured=new,
        expected=expected,
        holds=again[: len(found)] == found and new == expected,
    )
