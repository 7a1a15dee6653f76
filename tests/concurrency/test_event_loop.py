"""Q57: an event loop in virtual time, and the same programs on asyncio."""

import asyncio
import sys
from collections.abc import Awaitable, Callable, Coroutine, Generator
from itertools import pairwise
from types import coroutine
from typing import Any, NamedTuple

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.concurrency import run
from pyinterview.concurrency.event_loop import Task, join, sleep, spawn
from pyinterview.lab.clocks import VirtualClock

Routine = Coroutine[Any, Any, Any]
Event = tuple[float, str, str]


class Log(VirtualClock):
    """A virtual clock that notes what happens when, and how long each sleep is."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[Event] = []
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        super().sleep(seconds)

    def note(self, who: str, what: str) -> None:
        self.events.append((self.now(), who, what))


class Program(NamedTuple):
    """What a task does, as data: its steps, then it joins its children and perhaps fails."""

    steps: list[Any]  # "sleep", "pause", a number (join that child) or a Program (spawn it)
    fails: bool


steps = st.sampled_from(["sleep", "pause"]) | st.integers(0, 2)
leaves = st.builds(Program, st.lists(steps, max_size=3), st.booleans())
programs = st.recursive(
    leaves,
    lambda inner: st.builds(Program, st.lists(steps | inner, max_size=4), st.booleans()),
    max_leaves=6,
)
delays = st.lists(st.integers(0, 5), max_size=8)


class Calls(NamedTuple):
    """How a program asks its loop."""

    sleep: Callable[[float], Awaitable[None]]
    spawn: Callable[[Routine], Awaitable[Any]]
    join: Callable[[Any], Awaitable[Any]]


class Interpreter:
    """Does what a program says, on any loop."""

    def __init__(self, calls: Calls, log: Log) -> None:
        self.calls, self.log, self.sleeps = calls, log, 0

    def delay(self) -> int:
        """Return powers of two: no two sums are equal, so no two timers are due at one moment.

        But not for ever: asyncio fires what is due before now + 1e-9, and a sum may swallow that.
        """
        self.sleeps += 1
        return 1 << (self.sleeps - 1) if self.sleeps <= 20 else 0

    async def act(self, name: str, program: Program) -> str:
        self.log.note(name, "begins")
        children: list[Any] = []
        for step in program.steps:
            if step == "sleep":
                await self.calls.sleep(self.delay())
            elif step == "pause":
                await self.calls.sleep(0)
            elif isinstance(step, Program):
                child = self.act(f"{name}.{len(children)}", step)
                children.append(await self.calls.spawn(child))
            elif step < len(children):
                await self.joined(name, children[step])
            self.log.note(name, f"has done {step if isinstance(step, str | int) else 'spawn'}")
        for child in children:
            await self.joined(name, child)
        if program.fails:
            raise LookupError(name)
        return name

    async def joined(self, name: str, child: Any) -> None:
        try:
            self.log.note(name, f"got {await self.calls.join(child)}")
        except LookupError as error:
            self.log.note(name, f"caught {error.args[0]}")


def happens(start: Callable[[Routine], object], calls: Calls, log: Log, program: Program) -> object:
    """Run a program; return what happens, in order, and how it ends."""
    try:
        end = start(Interpreter(calls, log).act("main", program))
    except LookupError as error:
        end = error.args
    return log.events, end


def on_asyncio(program: Program) -> object:
    """What happens on asyncio, in virtual time."""
    log = Log()

    class Loop(asyncio.BaseEventLoop):
        def __init__(self) -> None:
            super().__init__()
            self._selector = self  # what it sleeps on; there are no sockets

        def time(self) -> float:
            return log.now()

        def select(self, timeout: float | None) -> None:
            if timeout:
                log.sleep(timeout)

        def _process_events(self, _: object) -> None:
            """None without sockets."""

        def __del__(self) -> None:
            """Nothing: asyncio is not to run later, in the middle of a loop that is graded."""

    async def start(routine: Routine) -> Any:
        return asyncio.create_task(routine)

    async def wait(task: Any) -> Any:
        return await task

    with asyncio.Runner(loop_factory=Loop) as runner:
        return happens(runner.run, Calls(asyncio.sleep, start, wait), log, program)


@given(program=programs)
@example(
    program=Program(
        [Program(["sleep"], fails=True), Program(["pause"], fails=False), 0], fails=True
    )
)
def test_every_program_does_what_it_does_on_asyncio_in_the_same_order(program: Program) -> None:
    log = Log()
    ours = happens(lambda main: run(main, clock=log), Calls(sleep, spawn, join), log, program)
    assert ours == on_asyncio(program)


async def sleeper(name: str, delay: float, log: Log) -> str:
    """A task that sleeps once."""
    log.note(name, "begins")
    await sleep(delay)
    log.note(name, "wakes")
    return name


async def all_of(*routines: Routine) -> list[Any]:
    """Run all of them beside one another, and return their results in this order."""
    tasks = [await spawn(routine) for routine in routines]
    return [await join(task) for task in tasks]


@given(delays=delays)
@example(delays=[3, 1, 2, 1, 0, 3, 0])
def test_sleepers_wake_in_order_of_time_and_those_of_one_moment_in_order_of_asking(
    delays: list[int],
) -> None:
    log = Log()
    names = [str(number) for number in range(len(delays))]
    made = [sleeper(name, delay, log) for name, delay in zip(names, delays, strict=True)]
    assert run(all_of(*made), clock=log) == names
    woken = [(at, who) for at, who, what in log.events if what == "wakes"]
    assert woken == sorted(zip(delays, names, strict=True), key=lambda pair: pair[0])


@given(delays=delays)
def test_the_loop_sleeps_once_for_each_moment_and_never_in_between(delays: list[int]) -> None:
    log = Log()
    run(all_of(*(sleeper("", delay, log) for delay in delays)), clock=log)
    moments = sorted({0, *delays})
    assert log.slept == [later - at for at, later in pairwise(moments)]


def test_the_result_of_main_is_returned_and_its_error_raised() -> None:
    async def result() -> str:
        return "result"

    async def error() -> None:
        raise LookupError("error")

    assert run(result()) == "result"
    with pytest.raises(LookupError, match="error"):
        run(error())


def test_a_task_keeps_the_thread_until_it_has_to_wait() -> None:
    log = Log()

    async def never_waits() -> None:
        log.note("awaited", "runs")

    async def worker(name: str) -> None:
        log.note(name, "begins")
        await never_waits()
        log.note(name, "ends")

    run(all_of(worker("a"), worker("b")), clock=log)
    order = [who for _, who, _ in log.events]
    assert order == ["a", "awaited", "a", "b", "awaited", "b"]


def test_a_blocking_call_holds_up_everybody() -> None:
    log = Log()

    async def blocker() -> None:
        log.sleep(10)

    run(all_of(sleeper("a", 2, log), sleeper("b", 1, log), blocker()), clock=log)
    assert log.events[2:] == [(10, "b", "wakes"), (10, "a", "wakes")]


def test_a_spawned_task_begins_when_its_parent_waits() -> None:
    log = Log()

    async def main() -> None:
        task = await spawn(sleeper("child", 0, log))
        log.note("main", "goes on")
        await join(task)

    run(main(), clock=log)
    assert [who for _, who, _ in log.events] == ["main", "child", "child"]


def test_a_delay_that_is_not_positive_lets_the_others_go_first_and_takes_no_time() -> None:
    log = Log()
    names = run(
        all_of(*(sleeper(name, delay, log) for name, delay in zip("abc", [0, -5, 0], strict=True))),
        clock=log,
    )
    assert names == ["a", "b", "c"]
    assert log.events == [(0, name, what) for what in ("begins", "wakes") for name in "abc"]
    assert log.slept == []


def test_not_a_number_is_no_delay() -> None:
    log = Log()
    with pytest.raises(ValueError):
        run(sleeper("", float("nan"), log), clock=log)


@pytest.mark.parametrize("delay", [0, 1, 5])
def test_all_who_join_a_task_get_its_result_early_or_late(delay: int) -> None:
    log = Log()

    async def joiner(task: Task[str], delay: float) -> str:
        await sleep(delay)
        return await join(task)

    async def main() -> list[str]:
        task = await spawn(sleeper("result", delay, log))
        joiners = [await spawn(joiner(task, later)) for later in (2, 0, 1)]
        return [await join(each) for each in joiners]

    assert run(main(), clock=log) == ["result"] * 3
    assert log.now() == max(delay, 2)


def test_joiners_go_on_in_the_order_in_which_they_asked() -> None:
    log = Log()

    async def joiner(name: str, task: Task[str]) -> None:
        await join(task)
        log.note(name, "goes on")

    async def main() -> None:
        task = await spawn(sleeper("task", 1, log))
        await all_of(*(joiner(name, task) for name in "abc"))

    run(main(), clock=log)
    assert [who for _, who, what in log.events if what == "goes on"] == ["a", "b", "c"]


async def failing(delay: float) -> None:
    """A task that sleeps and fails."""
    await sleep(delay)
    raise LookupError("failed")


@pytest.mark.parametrize("delay", [0, 1, 3])
def test_all_who_join_a_task_get_its_error_and_the_loop_goes_on(delay: int) -> None:
    log = Log()

    async def joiner(task: Task[None], delay: float) -> str:
        await sleep(delay)
        try:
            await join(task)
        except LookupError as error:
            return str(error)
        return "no error"

    async def main() -> list[Any]:
        task = await spawn(failing(delay))
        return await all_of(joiner(task, 2), joiner(task, 0), joiner(task, 4))

    assert run(main(), clock=log) == ["failed"] * 3
    assert log.now() == 4


async def beside_a_failing_task(delay: float, log: Log) -> str:
    """Spawn a task that fails after a second, do not join it, and sleep."""
    await spawn(failing(1))
    return await sleeper("main", delay, log)


def test_an_error_that_nobody_joins_is_raised_when_main_has_ended() -> None:
    log = Log()
    with pytest.raises(LookupError):
        run(beside_a_failing_task(2, log), clock=log)
    assert [at for at, _, _ in log.events] == [0, 2]


def test_a_task_that_would_fail_later_does_no_harm() -> None:
    log = Log()
    assert run(beside_a_failing_task(0.5, log), clock=log) == "main"


def test_the_error_of_main_is_raised_before_that_of_a_task() -> None:
    async def main() -> None:
        await spawn(failing(0))
        await sleep(1)
        raise KeyError("main")

    with pytest.raises(KeyError):
        run(main(), clock=Log())


def test_what_has_not_ended_when_main_ends_is_closed() -> None:
    log = Log()

    async def cleaned_up(name: str) -> None:
        try:
            await sleep(1)
            await sleep(99)
        finally:
            log.note(name, "is closed")

    async def main() -> str:
        task = await spawn(cleaned_up("a"))
        await spawn(cleaned_up("b"))
        await spawn(joiner(task))
        await sleep(2)
        await spawn(sleep_on())  # it need not begin, and no warning says that it was not awaited
        return "done"

    async def joiner(task: Task[None]) -> None:
        try:
            await join(task)
        finally:
            log.note("joiner", "is closed")

    async def sleep_on() -> None:
        await sleep(99)

    assert run(main(), clock=log) == "done"
    assert sorted(log.events) == [(2, name, "is closed") for name in ("a", "b", "joiner")]


def test_what_is_closed_is_closed_also_when_main_fails() -> None:
    log = Log()

    async def cleaned_up() -> None:
        try:
            await sleep(99)
        finally:
            log.note("task", "is closed")

    async def main() -> None:
        await spawn(cleaned_up())
        await sleep(1)
        raise LookupError

    with pytest.raises(LookupError):
        run(main(), clock=log)
    assert log.events == [(1, "task", "is closed")]


def test_an_interrupt_comes_out_at_once() -> None:
    log = Log()

    async def interrupted() -> None:
        await sleep(1)
        raise KeyboardInterrupt

    async def main() -> None:
        await spawn(interrupted())
        await sleeper("main", 2, log)

    with pytest.raises(KeyboardInterrupt):
        run(main(), clock=log)
    assert log.now() == 1


def test_tasks_that_all_wait_for_one_another_are_an_error() -> None:
    tasks: list[Task[Any]] = []

    async def joiner(number: int) -> None:
        await sleep(1)
        await join(tasks[number])

    async def main() -> None:
        tasks.append(await spawn(joiner(1)))
        tasks.append(await spawn(joiner(0)))
        await join(tasks[0])

    with pytest.raises(RuntimeError):
        run(main(), clock=Log())


def test_only_a_coroutine_can_be_run() -> None:
    wrong: Any = all_of
    with pytest.raises(TypeError):
        run(wrong)


@coroutine
def ask(request: object) -> Generator[object, Any, Any]:
    """Ask the loop for anything."""
    return (yield request)


@pytest.mark.parametrize("request_", [("dance", 1), "sleep", None, ("spawn", all_of), ("join", 1)])
def test_a_wrong_request_is_an_error_where_it_is_made(request_: object) -> None:
    async def main() -> str:
        try:
            await ask(request_)
        except TypeError:
            await sleep(1)
            return "caught"
        return "no error"

    assert run(main(), clock=Log()) == "caught"


def test_a_task_that_is_always_ready_does_not_hold_up_a_timer() -> None:
    """Time passes by itself here, a second each time that somebody looks at the clock."""

    class Ticking(Log):
        def now(self) -> float:
            self.elapsed += 1
            return self.elapsed

    turns: list[int] = []

    async def busy(task: list[str]) -> None:
        while not task and len(turns) < 1_000:
            turns.append(1)
            await sleep(0)

    async def late(woken: list[str]) -> None:
        await sleep(10)
        woken.append("in time")

    woken: list[str] = []
    run(all_of(late(woken), busy(woken)), clock=Ticking())
    assert woken == ["in time"]
    assert len(turns) < 50


def test_a_chain_of_tasks_may_be_longer_than_the_stack() -> None:
    async def link(left: int) -> int:
        return 1 + await join(await spawn(link(left - 1))) if left else 0

    assert run(link(3 * sys.getrecursionlimit()), clock=Log()) == 3 * sys.getrecursionlimit()


def test_thousands_can_be_spawned_and_joined_by_one_task() -> None:
    count = 3 * sys.getrecursionlimit()
    log = Log()
    assert len(run(all_of(*(sleeper("", 1, log) for _ in range(count))), clock=log)) == count
    assert log.slept == [1]
