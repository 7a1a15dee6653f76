"""Concurrency, parallelism, async.

Q8. Explain concurrency and parallelism in Python.
Q73. what is difference between the concurrency and async

## In one breath

8. Concurrency is several tasks in progress at once, on one core in turns: a way to structure.
Parallelism is several executing at the same instant: it needs several cores. Either can be had
without the other. In CPython threads and asyncio give concurrency, which saves waiting; computing
in parallel takes processes, as the GIL lets one thread run at a time. Tasks that share state
interleave in very many orders, some of them wrong.

73. Concurrency is the aim, async one way to it: one thread, an event loop, and coroutines that
let others run only at an `await`. Threads are another way: they may be switched between any two
steps. So async needs fewer locks, but not none: what was read before an `await` may be stale
after it. And a coroutine that computes or blocks without awaiting stops all the others.

## Pitfalls

- *They are the same.* One core interleaving two jobs is concurrent and not parallel; two cores
  sharing one job's pieces are parallel and not concurrent.
- *Async is parallel, so it is faster.* One loop runs one coroutine at a time. Waits overlap;
  computing does not.
- *Async needs no locks.* It does where something that must stay true is broken across an `await`.
- *The GIL makes shared state safe.* It keeps the interpreter whole; it does not join a read and
  the write that depends on it.
- *It passed the tests, so there is no race.* A test sees a few orders of very many.

## Asked next

- *Which for what?* Many sockets: asyncio. Libraries that block: threads. Computing: processes, or
  C code that lets go of the GIL.
- *Can they be combined?* Yes: a loop in each process; `asyncio.to_thread` for a call that blocks,
  `loop.run_in_executor` with a process pool for one that computes.
- *How many orders are there?* For n and m steps the binomial C(n + m, n): 6 for two and two,
  184,756 for ten and ten. A lock makes one step of many, and the orders few.
- *What does a deadlock need?* Mutual exclusion, hold and wait, no preemption, a circular wait.
  Taking locks in one fixed order breaks the last.
- *Structured concurrency?* `asyncio.TaskGroup` (3.11): no task outlives its block, and when one
  fails the others are cancelled.

## Sources

- https://go.dev/blog/waza-talk (Pike, Concurrency is not parallelism)
- https://peps.python.org/pep-0492/, https://docs.python.org/3/library/asyncio-sync.html
- https://docs.python.org/3/glossary.html#term-global-interpreter-lock
- Coffman, Elphick, Shoshani: System Deadlocks, ACM Computing Surveys 3 (1971)
"""

import sys
import threading
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import chain, combinations
from math import comb
from time import perf_counter
from typing import Any, TypeAlias, TypeVar

from pyinterview.lab.clocks import VirtualClock
from pyinterview.lab.evidence import BadInput, Claim, Demo, Span, Table, Timeline, cropped
from pyinterview.lab.overlap import Slice, at_once, computed, executed_together
from pyinterview.lab.programs import Assignment, Blocks, Names, read_program

__all__ = ["schedules"]

T = TypeVar("T")
Step: TypeAlias = Callable[[Names, Names], None]  # of what is shared and of its program's own
End: TypeAlias = tuple[int, ...]  # the shared values when all is done


def schedules(*programs: Iterable[T]) -> Iterator[tuple[T, ...]]:
    """Yield every interleaving of the *programs*: all their steps, each program's in its order.

    Steps count by their place, not by their value, so the number is (n + m + ...)! / (n! m! ...)
    whatever they are. Time O(n) a schedule for each program, space O(n) for n steps in all: they
    are made one at a time, in an order that is not promised.

    >>> sorted("".join(schedule) for schedule in schedules("ab", "xy"))
    ['abxy', 'axby', 'axyb', 'xaby', 'xayb', 'xyab']
    >>> list(schedules("a", "a")), list(schedules())
    ([('a', 'a'), ('a', 'a')], [()])
    """
    if not programs:
        yield ()
        return
    first, *rest = map(tuple, programs)
    places = range(len(first) + sum(map(len, rest)))
    for taken in combinations(places, len(first)):  # the others fill the gaps
        for others in schedules(*rest):
            own, gaps = dict(zip(taken, first, strict=True)), iter(others)
            yield tuple(own[place] if place in own else next(gaps) for place in places)


def run_steps(schedule: Iterable[tuple[int, Step]], start: Mapping[str, int]) -> End:
    """Run steps, each with the number of its program, and return the shared values at the end.

    >>> def read(shared, own): own["t"] = shared["x"]
    >>> def write(shared, own): shared["x"] = own["t"] + 1
    >>> run_steps([(0, read), (0, write), (1, read), (1, write)], {"x": 0})
    (2,)
    >>> run_steps([(0, read), (1, read), (0, write), (1, write)], {"x": 0})
    (1,)
    """
    shared = dict(start)
    own: defaultdict[int, Names] = defaultdict(dict)
    for program, step in schedule:
        step(shared, own[program])
    return tuple(shared.values())


def outcomes(*programs: Sequence[Step], start: Mapping[str, int]) -> Counter[End]:
    """Run the programs along every schedule and count how they end.

    >>> def read(shared, own): own["t"] = shared["x"]
    >>> def write(shared, own): shared["x"] = own["t"] + 1
    >>> outcomes([read, write], [read, write], start={"x": 0})
    Counter({(1,): 4, (2,): 2})
    """
    return Counter(run_steps(schedule, start) for schedule in schedules(*_numbered(programs)))


def _numbered(programs: Iterable[Iterable[T]]) -> list[list[tuple[int, T]]]:
    return [[(number, step) for step in steps] for number, steps in enumerate(programs)]


def atomic(program: Sequence[Step]) -> list[Step]:
    """Make one step of a program, as a lock around it does.

    >>> def read(shared, own): own["t"] = shared["x"]
    >>> def write(shared, own): shared["x"] = own["t"] + 1
    >>> outcomes(atomic([read, write]), atomic([read, write]), start={"x": 0})
    Counter({(2,): 2})
    """

    def whole(shared: Names, own: Names) -> None:
        for step in program:
            step(shared, own)

    return [whole]


async def routine(blocks: Sequence[Sequence[Step]], shared: Names) -> None:
    """Run blocks of steps with an await between each two."""
    from asyncio import sleep  # noqa: PLC0415 -- slow to import

    own: Names = {}
    for number, block in enumerate(blocks):
        if number:
            await sleep(0)  # lets others run, and waits for nothing
        for step in block:
            step(shared, own)


def driven(*programs: Sequence[Sequence[Step]], start: Mapping[str, int]) -> Counter[End]:
    """Count how the programs end as coroutines, sent on by hand along every schedule of turns.

    A coroutine with n blocks, and so n - 1 awaits, has n turns.

    >>> def read(shared, own): own["t"] = shared["x"]
    >>> def write(shared, own): shared["x"] = own["t"] + 1
    >>> driven([[read], [write]], [[read], [write]], start={"x": 0})
    Counter({(1,): 4, (2,): 2})
    >>> driven([[read, write]], [[read, write]], start={"x": 0})
    Counter({(2,): 2})
    """
    ends: Counter[End] = Counter()
    for turns in schedules(*([number] * len(each) for number, each in enumerate(programs))):
        shared = dict(start)
        coroutines = [routine(blocks, shared) for blocks in programs]
        try:
            for number in turns:
                with suppress(StopIteration):  # its last turn ends it
                    coroutines[number].send(None)
        finally:
            for coroutine in coroutines:
                coroutine.close()
        ends[tuple(shared.values())] += 1
    return ends


def simulate(jobs: Mapping[str, int], cores: int, *, in_turn: bool) -> list[Span]:
    """Run jobs of so many equal, independent pieces on so many cores, and return who ran when.

    A piece takes a second of virtual time. Each second the cores take pieces of the first job that
    is not done; *in_turn*, they go round the jobs.

    >>> simulate({"A": 2, "B": 1}, 1, in_turn=True)  # doctest: +NORMALIZE_WHITESPACE
    [Span(lane='core 1', start=0.0, end=1.0, label='A'),
     Span(lane='core 1', start=1.0, end=2.0, label='B'),
     Span(lane='core 1', start=2.0, end=3.0, label='A')]
    """
    clock = VirtualClock()
    queue = deque(job for job, pieces in jobs.items() for _ in range(pieces))
    if in_turn:
        turns = range(max(jobs.values()))
        queue = deque(job for turn in turns for job, pieces in jobs.items() if turn < pieces)
    spans: list[Span] = []
    while queue:
        first, start = queue[0], clock.now()
        clock.sleep(1)
        for core in range(1, cores + 1):
            if not queue or not (in_turn or queue[0] == first):
                break  # a core has nothing to do
            spans.append(Span(f"core {core}", start, clock.now(), queue.popleft()))
    return spans


INCREMENT = "t = x; x = t + 1"
MOST = 5_000  # schedules


def demo_concurrency_vs_parallelism(
    left: str = INCREMENT, right: str = INCREMENT, start: str = "x = 0", pieces: int = 4
) -> Demo:
    """Run two programs in every order of their steps, then the same work in four ways.

    A program is a row of assignments: arithmetic (+ - *) over names and whole numbers. Each is one
    step, which nothing interrupts. The names that --start gives are shared, all others are a
    program's own. Nothing is run as Python. --pieces is how many each of two jobs has, 2 to 8.
    """
    if not 2 <= pieces <= 8:
        raise BadInput(f"--pieces: {pieces} is not between 2 and 8")
    both, first = _programs(left, right, start)
    for name, blocks in zip(("left", "right"), both, strict=True):
        if len(blocks) > 1:
            raise BadInput(f"--{name}: an await is for demo concurrency_vs_async; take it out")
    programs = [blocks[0] for blocks in both]
    _limited([len(steps) for steps in programs])
    ends, expected = outcomes(*programs, start=first), _by_states(programs, first)
    whole = outcomes(*map(atomic, programs), start=first)
    serial = _one_after_the_other(programs, first)

    yield _counted([len(steps) for steps in programs])
    yield Table(
        "How the two end, over all schedules",
        ("at the end", "schedules", "one after the other, too"),
        [
            (_told(first, end), times, "yes" if end in serial else "no")
            for end, times in ends.most_common(12)
        ],
    )
    yield from _example(programs, first, serial)
    yield Claim(
        "schedules that end wrong: as neither program after the other does",
        measured=_wrong(ends, serial),
        expected=_wrong(expected, serial),
        holds=ends == expected,
    )
    yield Claim(
        "schedules that end wrong if each program is one step, as under a lock",
        measured=_wrong(whole, serial),
        expected="0 of 2",
        holds=whole.keys() == serial and whole.total() == 2,
    )
    yield from _four_ways(pieces)


def _programs(left: str, right: str, start: str) -> tuple[list[Blocks], Names]:
    first: Names = {}
    for step in chain.from_iterable(read_program("start", start, example="x = 0")):
        step({}, first)
    return [read_program("left", left, first), read_program("right", right, first)], first


def _limited(steps: Sequence[int]) -> None:
    many = comb(sum(steps), steps[0])
    if many > MOST:
        raise BadInput(
            f"--left and --right: {steps[0]} and {steps[1]} steps have {many:,} schedules, "
            f"more than {MOST:,}; give fewer steps"
        )


def _one_after_the_other(programs: Iterable[Sequence[Step]], start: Mapping[str, int]) -> set[End]:
    left, right = _numbered(programs)
    return {run_steps(left + right, start), run_steps(right + left, start)}


def _told(start: Mapping[str, int], end: End) -> str:
    return cropped(", ".join(f"{name} = {n}" for name, n in zip(start, end, strict=True)))


def _wrong(ends: Counter[End], serial: set[End]) -> str:
    wrong = sum(times for end, times in ends.items() if end not in serial)
    return f"{wrong:,} of {ends.total():,}"


def _by_states(programs: Sequence[Sequence[Step]], start: Mapping[str, int]) -> Counter[End]:
    """Count the same without schedules: runs that have come to the same state go on as one."""
    nothing: tuple[tuple[str, int], ...] = ()
    here = Counter({((0,) * len(programs), tuple(start.items()), (nothing,) * len(programs)): 1})
    for _ in range(sum(map(len, programs))):
        there: Counter[Any] = Counter()
        for (done, shared, own), ways in here.items():
            for number, steps in enumerate(programs):
                if done[number] < len(steps):
                    now, mine = dict(shared), dict(own[number])
                    steps[done[number]](now, mine)
                    next_done = (*done[:number], done[number] + 1, *done[number + 1 :])
                    next_own = (*own[:number], tuple(mine.items()), *own[number + 1 :])
                    there[next_done, tuple(now.items()), next_own] += ways
        here = there
    ends: Counter[End] = Counter()
    for (_, shared, _), ways in here.items():
        ends[tuple(value for _, value in shared)] += ways
    return ends


def _counted(steps: Sequence[int]) -> Claim:
    places = _numbered(map(range, steps))
    found = list(schedules(*places))
    kept = sum(
        all(
            [step for step in each if step[0] == number] == own for number, own in enumerate(places)
        )
        for each in found
    )
    many = comb(sum(steps), steps[0])
    return Claim(
        f"schedules of {steps[0]} and {steps[1]} steps; how many differ; how many keep both orders",
        measured=(len(found), len(set(found)), kept),
        expected=(many, many, many),
        holds=(len(found), len(set(found)), kept) == (many, many, many),
    )


def _example(
    programs: Sequence[Sequence[Assignment]], start: Mapping[str, int], serial: set[End]
) -> Demo:
    for schedule in schedules(*_numbered(programs)):
        end = run_steps(schedule, start)
        if end not in serial:
            spans = [
                Span(("left", "right")[number], time, time + 1, cropped(step.text, 30))
                for time, (number, step) in enumerate(schedule)
            ]
            yield Timeline(f"A schedule that ends in {_told(start, end)}", spans)
            return


def _four_ways(pieces: int) -> Demo:
    jobs = {"A": pieces, "B": pieces}
    ways = {
        "neither": ("one core, one job after the other", simulate(jobs, 1, in_turn=False)),
        "concurrent": ("one core, the jobs in turn", simulate(jobs, 1, in_turn=True)),
        "parallel": ("two cores on one job at a time", simulate(jobs, 2, in_turn=False)),
        "both": ("two cores, the jobs in turn", simulate(jobs, 2, in_turn=True)),
    }
    rows: list[tuple[str, int, int, float]] = []
    for way, (how, spans) in ways.items():
        yield Timeline(f"{way}: {how}", _joined(spans))
        of_jobs = [[span for span in spans if span.label == job] for job in jobs]
        progress = at_once((own[0].start, own[-1].end) for own in of_jobs)
        running = at_once((span.start, span.end) for span in spans)
        rows.append((way, progress, running, max(span.end for span in spans)))
    columns = ("way", "jobs in progress at once", "pieces run at once", "done at")
    yield Table(f"Two jobs of {pieces} pieces, a second each", columns, rows)
    concurrent = ", ".join(way for way, progress, _, _ in rows if progress > 1)
    parallel = ", ".join(way for way, _, running, _ in rows if running > 1)
    yield Claim(
        "concurrency is several jobs in progress at once",
        measured=concurrent,
        expected="concurrent, both",
        holds=concurrent == "concurrent, both",
    )
    yield Claim(
        "parallelism is several pieces run at the same instant",
        measured=parallel,
        expected="parallel, both",
        holds=parallel == "parallel, both",
    )
    done = [round(end) for _, _, _, end in rows]
    expected = [2 * pieces, 2 * pieces, 2 * -(-pieces // 2), pieces]
    yield Claim(
        "turns on one core save no time where nothing waits; a second core does",
        measured=f"done at {done}",
        expected=f"done at {expected}",
        holds=done == expected,
    )


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Draw what a core does without a break as one span."""
    last: dict[str, Span] = {}
    drawn: list[Span] = []
    for span in spans:
        before = last.get(span.lane)
        if before and before.label == span.label and before.end == span.start:
            drawn[drawn.index(before)] = span = before._replace(end=span.end)  # noqa: PLW2901 -- grown
        else:
            drawn.append(span)
        last[span.lane] = span
    return drawn


def demo_concurrency_vs_async(
    left: str = "t = x; await io; t = t + 1; x = t",
    right: str = "t = x; await io; t = t + 1; x = t",
    start: str = "x = 0",
) -> Demo:
    """Send two coroutines on by hand in every order, then see what overlaps: waiting, computing.

    A program is a row of assignments (+ - * over names and whole numbers) and of awaits, written
    "await io", where the other may go on. The names that --start gives are shared, all others are a
    program's own. Nothing of it is run as Python.
    """
    programs, first = _programs(left, right, start)
    flat = [list(chain.from_iterable(blocks)) for blocks in programs]
    _limited([len(steps) for steps in flat])
    _limited([len(blocks) for blocks in programs])
    serial = _one_after_the_other(flat, first)
    anywhere = outcomes(*flat, start=first)
    at_awaits = driven(*programs, start=first)
    without = driven(*([steps] for steps in flat), start=first)
    blocks = [[atomic(block)[0] for block in blocks] for blocks in programs]
    expected = _by_states(blocks, first)

    yield Table(
        "Schedules that end wrong: as neither program after the other does",
        ("they may be switched", "such schedules"),
        [
            ("anywhere, as threads", _wrong(anywhere, serial)),
            ("at an await, as coroutines", _wrong(at_awaits, serial)),
            ("nowhere: coroutines without the awaits", _wrong(without, serial)),
        ],
    )
    yield Claim(
        "orders that end wrong if coroutines, sent on by hand, are switched at their awaits alone",
        measured=_wrong(at_awaits, serial),
        expected=_wrong(expected, serial),
        holds=at_awaits == expected,
    )
    yield Claim(
        "orders that end wrong without the awaits",
        measured=_wrong(without, serial),
        expected="0 of 2",
        holds=without.keys() == serial and without.total() == 2,
    )
    yield _on_a_loop(programs, first, at_awaits, serial)
    yield from _overlap()


def _on_a_loop(
    programs: Sequence[Blocks], start: Names, ends: Iterable[End], serial: Iterable[End]
) -> Claim:
    import asyncio  # noqa: PLC0415 -- slow to import

    async def together(*, locked: bool) -> End:
        shared, lock = dict(start), asyncio.Lock()

        async def under_lock(blocks: Blocks) -> None:
            async with lock:
                await routine(blocks, shared)

        run_one = under_lock if locked else lambda blocks: routine(blocks, shared)
        await asyncio.gather(*map(run_one, programs))
        return tuple(shared.values())

    free, locked = (asyncio.run(together(locked=locked)) for locked in (False, True))

    def any_of(ends: Iterable[End]) -> str:
        return cropped(" or ".join(sorted(_told(start, end) for end in set(ends))), 120)

    return Claim(
        "asyncio.gather of both, and the same with an asyncio.Lock around each",
        measured=f"{_told(start, free)}; locked {_told(start, locked)}",
        expected=f"{any_of(ends)}; locked {any_of(serial)}",
        holds=free in set(ends) and locked in set(serial),
    )


Worker: TypeAlias = tuple[float, list[Slice]]  # when it asked, and its computing after the answer


# In each of the three a worker asks, and is answered when both have asked: if they could not wait
# at the same time, neither would ever go on.


def _in_asyncio() -> list[Worker]:
    import asyncio  # noqa: PLC0415 -- slow to import

    async def work(both: asyncio.Barrier) -> Worker:
        asked = perf_counter()
        await both.wait()
        return asked, computed()

    async def two() -> list[Worker]:
        both = asyncio.Barrier(2)
        return list(await asyncio.gather(work(both), work(both)))

    return asyncio.run(two())


def _in_threads() -> list[Worker]:
    both, workers = threading.Barrier(2), []

    def work() -> None:
        asked = perf_counter()
        with suppress(threading.BrokenBarrierError):  # the other could not start
            both.wait()
            workers.append((asked, computed()))

    threads = [threading.Thread(target=work) for _ in range(2)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        both.abort()
        for thread in threads:
            if thread.ident:  # it was started
                thread.join()
    return workers


# Each gets a core of its own where the system can do that: it might leave both on one.
_CHILD = """
import os, sys, time
library, number = sys.argv[1:]
sys.path.append(library)
from pyinterview.lab.overlap import computed
if hasattr(os, "sched_setaffinity"):
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, [cores[int(number) % len(cores)]])
print(time.perf_counter(), flush=True)
sys.stdin.readline()
print(*(number for piece in computed() for number in piece))
"""


def _in_processes() -> list[Worker]:
    import subprocess  # noqa: PLC0415 -- slow to import

    library = __file__.removesuffix("/".join(__name__.split(".")) + ".py")
    command = [sys.executable, "-I", "-S", "-B", "-c", _CHILD, library]
    pipe = subprocess.PIPE
    children: list[subprocess.Popen[bytes]] = []
    try:
        while len(children) < 2:
            child = subprocess.Popen(  # noqa: S603 -- this interpreter runs a program of ours
                [*command, str(len(children))], stdin=pipe, stdout=pipe, bufsize=0
            )
            children.append(child)
        pipes: list[tuple[Any, Any]] = [(child.stdin, child.stdout) for child in children]
        asked = [float(output.readline()) for _, output in pipes]
        for answer, _ in pipes:
            answer.write(b"answer\n")
        told = [map(float, child.communicate()[0].split()) for child in children]
        works = [list(map(Slice, each, each, each)) for each in told]
    finally:
        for child in children:
            child.kill()
            child.communicate()  # closes the pipes and waits for its end
    return list(zip(asked, works, strict=True))


def _overlap() -> Demo:
    looped, threads, processes = _in_asyncio(), _in_threads(), _in_processes()
    for _ in range(2):
        if not _together(processes):  # the machine may have been busy for a moment
            processes = _in_processes()
    ways = (looped, threads, processes)
    waited = [at_once((asked, work[0].start) for asked, work in way) for way in ways]
    progress = [at_once((work[0].start, work[-1].end) for _, work in way) for way in ways]
    together = [_together(way) for way in ways]
    slices = len(looped[0][1])
    yield Table(
        "Two workers",
        ("", "asyncio", "threads", "processes"),
        [
            ("waiting at once", *waited),
            ("computing, in progress at once", *progress),
            (f"of {slices} slices, both execute in", *together),
        ],
    )
    yield Claim(
        "workers that wait at the same time, in asyncio, threads and processes",
        measured=waited,
        expected=[2, 2, 2],
        holds=waited == [2, 2, 2],
    )
    yield Claim(
        "coroutines that have begun to compute and are not done",
        measured=f"{progress[0]} at a time",
        expected="1 at a time",
        holds=progress[0] == 1,
    )
    why = _untold(threads)
    yield Claim(
        "two threads that compute in Python never execute at the same instant: one GIL",
        measured=why or f"in {together[1]} of {slices} slices",
        expected=f"in 0 of {slices} slices",
        holds=None if why else together[1] == 0,
    )
    found = together[2]
    yield Claim(
        "two processes that compute execute at the same instant",
        measured=f"in {found} of {slices} slices" if found else "no second core was free here",
        expected="in 1 or more",
        holds=True if found else None,
    )


def _together(workers: Sequence[Worker]) -> int:
    (_, one), (_, other) = workers
    return executed_together(one, other)


def _untold(threads: Iterable[Worker]) -> str:
    """Say why the threads tell nothing of the GIL, if they do not."""
    if not getattr(sys, "_is_gil_enabled", lambda: True)():  # since 3.13
        return "this Python runs without the GIL"
    if any(each.idle < -each.cpu / 10 for _, work in threads for each in work):
        return "the clocks of this machine are too coarse to tell"
    return ""
