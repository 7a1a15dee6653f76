"""Q7: many waits, a few at a time, in virtual time: when each begins and ends, and what comes out.

The loop is asyncio's own, but its clock jumps to the next timer: nothing here takes real time.
"""

import asyncio
import contextvars
import gc
from collections.abc import Coroutine, Generator
from heapq import heapreplace
from inspect import CORO_CLOSED, getcoroutinestate
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.concurrency import gather_limited
from pyinterview.lab.virtual_loop import run

limits = st.integers(1, 6)
delays = st.lists(st.integers(0, 9) | st.floats(0, 9), max_size=8)


class Diary:
    """Coroutines that note when they begin and when they end, and how many are under way."""

    def __init__(self) -> None:
        self.begun: dict[object, float] = {}
        self.ended: dict[object, float] = {}
        self.how: dict[object, str] = {}
        self.running = self.most = 0

    async def wait(
        self, name: object, delay: float, error: BaseException | None = None, after: float = 0
    ) -> object:
        """Wait, then return the *name* or raise the *error*; if cancelled, take *after* s more."""
        now = asyncio.get_running_loop().time
        self.begun[name] = now()
        self.running += 1
        self.most = max(self.most, self.running)
        try:
            await asyncio.sleep(delay)
            if error is not None:
                raise error
            self.how[name] = "returned"
        except asyncio.CancelledError:
            if after:
                await asyncio.sleep(after)
            self.how[name] = "cancelled"
            raise
        finally:
            self.running -= 1
            self.ended[name] = now()
        return name


def now() -> float:
    """The loop's time."""
    return asyncio.get_running_loop().time()


async def others() -> set[asyncio.Task[Any]]:
    """The tasks beside the one that asks."""
    return asyncio.all_tasks() - {asyncio.current_task()}


def scheduled(delays: list[float], limit: int) -> tuple[list[float], list[float]]:
    """The oracle: begins and ends, if the next one always takes the place that is free first."""
    free = [0.0] * limit  # a heap
    begins, ends = [], []
    for delay in delays:
        begins.append(free[0])
        ends.append(free[0] + delay)
        heapreplace(free, ends[-1])
    return begins, ends


@given(delays=delays, limit=limits)
@example(delays=[3, 1, 2, 2], limit=2)
@example(delays=[0, 0, 0], limit=2)
@example(delays=[5, 1, 1, 1], limit=2)  # in batches of two it would take 6
@example(delays=[0.1, 0.2, 0.3, 0.3], limit=1)
def test_each_begins_as_soon_as_there_is_a_place_and_results_keep_their_order(
    delays: list[float], limit: int
) -> None:
    diary = Diary()
    waits = (diary.wait(place, delay) for place, delay in enumerate(delays))
    results, elapsed = run(gather_limited(limit, *waits))
    begins, ends = scheduled(delays, limit)
    assert results == list(range(len(delays)))
    assert [diary.begun[place] for place in results] == begins
    assert [diary.ended[place] for place in results] == ends
    assert elapsed == max(ends, default=0)
    assert list(diary.begun) == results  # they began in the order given


@given(count=st.integers(0, 12), limit=limits)
def test_at_most_limit_run_at_once_and_as_many_as_that(count: int, limit: int) -> None:
    diary = Diary()
    run(gather_limited(limit, *(diary.wait(place, 1) for place in range(count))))
    assert diary.most == min(limit, count)


def test_the_result_is_a_list_even_of_nothing() -> None:
    assert run(gather_limited(3)) == ([], 0)
    results, _ = run(gather_limited(3, asyncio.sleep(2, "a"), asyncio.sleep(1, "b")))
    assert type(results) is list
    assert results == ["a", "b"]


def test_a_limit_beyond_their_number_is_no_limit() -> None:
    sleeps = [asyncio.sleep(delay, delay) for delay in (3, 1, 2)]
    assert run(gather_limited(10**9, *sleeps)) == ([3, 1, 2], 3)


def test_a_thousand_are_no_matter() -> None:
    results, elapsed = run(gather_limited(10, *(asyncio.sleep(1, n) for n in range(1_000))))
    assert results == list(range(1_000))
    assert elapsed == 100


def test_those_that_never_suspend_are_run_too() -> None:
    async def at_once(number: int) -> int:
        return number

    assert run(gather_limited(2, *map(at_once, range(300)))) == (list(range(300)), 0)


@pytest.mark.parametrize(
    ("limit", "error"),
    [(0, ValueError), (-1, ValueError), (1.5, TypeError), ("2", TypeError), (None, TypeError)],
)
@pytest.mark.parametrize("count", [0, 2])
def test_a_wrong_limit_is_refused_before_any_begins(
    limit: Any, error: type[Exception], count: int
) -> None:
    diary = Diary()
    waits = [diary.wait(place, 1) for place in range(count)]
    with pytest.raises(error):
        run(gather_limited(limit, *waits))
    assert diary.begun == {}
    for wait in waits:
        wait.close()


async def outcome(work: Coroutine[Any, Any, Any]) -> tuple[object, float, int]:
    """What is returned or raised, at what time, and how many tasks are left."""
    try:
        came: object = await work
    except BaseException as error:  # noqa: BLE001 -- which one, is the question
        came = error
    return came, now(), len(await others())


class Alarm(BaseException):
    """Not meant to be caught by chance."""


@pytest.mark.parametrize("kind", [LookupError, Alarm])
def test_the_first_exception_is_raised_itself(kind: type[BaseException]) -> None:
    error = kind("it")
    error.__cause__ = cause = KeyError("why")
    diary = Diary()
    work = gather_limited(3, diary.wait("a", 3), diary.wait("b", 1, error), diary.wait("c", 2))
    (raised, when, left), _ = run(outcome(work))
    assert raised is error
    assert error.__cause__ is cause
    assert error.__context__ is None
    assert (when, left) == (1, 0)


def test_when_one_fails_those_that_run_are_cancelled_and_waited_for() -> None:
    diary = Diary()
    waits = diary.wait("a", 9, after=2), diary.wait("b", 1, LookupError()), diary.wait("c", 9)
    (raised, when, left), _ = run(outcome(gather_limited(3, *waits)))
    assert isinstance(raised, LookupError)
    assert diary.how == {"a": "cancelled", "c": "cancelled"}
    assert (when, left) == (1 + 2, 0)


def test_when_one_fails_those_that_ended_are_left_in_peace() -> None:
    diary = Diary()
    work = gather_limited(3, diary.wait("a", 1), diary.wait("b", 2, LookupError()))
    (raised, when, _), _ = run(outcome(work))
    assert isinstance(raised, LookupError)
    assert when == 2
    assert diary.how == {"a": "returned"}


@given(
    limit=limits, at=st.integers(0, 7), delays=st.lists(st.integers(0, 3), min_size=8, max_size=8)
)
@example(limit=1, at=0, delays=[0] * 8)
@example(limit=2, at=1, delays=[1] * 8)  # the first ends and the second fails at the same time
@example(limit=2, at=0, delays=[1] * 8)
def test_after_a_failure_none_begins_and_what_never_began_is_closed(
    limit: int, at: int, delays: list[int]
) -> None:
    diary = Diary()
    failed_after: list[object] = []

    async def fail(delay: float) -> None:
        await asyncio.sleep(delay)
        failed_after.extend(diary.begun)
        raise LookupError

    waits = [
        fail(delay) if place == at else diary.wait(place, delay)
        for place, delay in enumerate(delays)
    ]
    (raised, when, left), _ = run(outcome(gather_limited(limit, *waits)))
    assert isinstance(raised, LookupError)
    assert when == scheduled([*map(float, delays)], limit)[1][at]
    assert left == 0
    assert list(diary.begun) == failed_after
    assert {getcoroutinestate(wait) for wait in waits} == {CORO_CLOSED}


def test_of_two_failures_the_first_in_time_is_raised() -> None:
    diary = Diary()
    late, early = KeyError(), LookupError()
    work = gather_limited(2, diary.wait("a", 2, late), diary.wait("b", 1, early))
    assert run(outcome(work))[0][0] is early


def test_what_fails_while_it_is_cancelled_does_not_hide_the_first_failure() -> None:
    async def clumsy() -> None:
        try:
            await asyncio.sleep(9)
        finally:
            raise ZeroDivisionError

    complaints: list[str] = []

    async def main() -> object:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: complaints.append(context["message"]))
        failing = Diary().wait("b", 1, LookupError())
        return (await outcome(gather_limited(2, clumsy(), failing)))[0]

    assert isinstance(run(main())[0], LookupError)
    gc.collect()
    assert complaints == []  # such as "Task exception was never retrieved"


def test_an_exception_group_comes_out_as_it_is() -> None:
    group = ExceptionGroup("two", [KeyError(), ValueError()])
    work = gather_limited(1, Diary().wait("a", 1, group))
    assert run(outcome(work))[0][0] is group


def test_failing_at_once_is_failing_too() -> None:
    async def fail() -> None:
        raise LookupError

    diary = Diary()
    work = gather_limited(1, diary.wait("a", 1), fail(), diary.wait("c", 1))
    (raised, when, left), _ = run(outcome(work))
    assert isinstance(raised, LookupError)
    assert (when, left) == (1, 0)
    assert list(diary.begun) == ["a"]


def test_a_cancelled_caller_cancels_those_that_run_and_waits_for_them() -> None:
    diary = Diary()
    waits = [diary.wait("a", 9, after=2), diary.wait("b", 9, after=1), diary.wait("c", 9)]

    async def main() -> tuple[float, int]:
        caller = asyncio.create_task(gather_limited(2, *waits))
        await asyncio.sleep(1)
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        return now(), len(await others())

    assert run(main())[0] == (1 + 2, 0)
    assert diary.how == {"a": "cancelled", "b": "cancelled"}
    assert [getcoroutinestate(wait) for wait in waits] == [CORO_CLOSED] * 3


def test_a_caller_that_is_cancelled_again_still_waits_for_their_end() -> None:
    diary = Diary()

    async def main() -> float:
        caller = asyncio.create_task(gather_limited(1, diary.wait("a", 9, after=5)))
        for _ in range(2):
            await asyncio.sleep(1)
            caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        return now()

    assert run(main())[0] == 1 + 5
    assert diary.how == {"a": "cancelled"}


def test_a_timeout_around_it_is_a_timeout() -> None:
    diary = Diary()

    async def main() -> float:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(2):
                await gather_limited(1, diary.wait("a", 1), diary.wait("b", 9), diary.wait("c", 1))
        return now()

    assert run(main())[0] == 2
    assert diary.how == {"a": "returned", "b": "cancelled"}


def test_each_coroutine_has_a_task_and_a_context_of_its_own() -> None:
    tenant = contextvars.ContextVar("tenant", default="nobody")
    tasks: list[Any] = []

    async def serve(name: str) -> str:
        tasks.append(asyncio.current_task())
        before = tenant.get()
        tenant.set(name)
        await asyncio.sleep(1)
        return f"{before}, {tenant.get()}"

    async def main() -> list[str]:
        tasks.append(asyncio.current_task())
        tenant.set("caller")
        return [*await gather_limited(1, serve("a"), serve("b")), tenant.get()]

    assert run(main())[0] == ["caller, a", "caller, b", "caller"]
    assert len(set(tasks)) == 3


def test_tasks_and_futures_run_already_and_take_no_place() -> None:
    diary = Diary()

    async def main() -> tuple[list[object], float]:
        tasks = [asyncio.create_task(diary.wait(name, 2)) for name in "ab"]
        future = asyncio.get_running_loop().create_future()
        asyncio.get_running_loop().call_later(2, future.set_result, "c")
        return await gather_limited(1, *tasks, future, diary.wait("d", 2)), now()

    assert run(main())[0] == (["a", "b", "c", "d"], 2)


def test_tasks_and_futures_are_cancelled_like_the_others() -> None:
    diary = Diary()

    async def main() -> list[tuple[object, ...]]:
        seen: list[tuple[object, ...]] = []
        for delay in (0, 1):
            task = asyncio.create_task(diary.wait(delay, 9, after=1))
            future = asyncio.get_running_loop().create_future()
            start = now()
            work = gather_limited(1, diary.wait("x", delay, LookupError()), future, task)
            raised, when, left = await outcome(work)
            seen.append((type(raised), when - start, left, future.cancelled(), task.cancelled()))
        return seen

    assert run(main())[0] == [
        (LookupError, 0 + 1, 0, True, True),
        (LookupError, 1 + 1, 0, True, True),
    ]


def test_one_that_somebody_else_cancels_stops_no_other() -> None:
    diary = Diary()

    async def main() -> tuple[object, float, int]:
        async def cancelled() -> None:
            task = asyncio.current_task()
            assert task is not None
            task.cancel()
            await asyncio.sleep(9)

        waits = diary.wait("a", 2), cancelled(), diary.wait("c", 2), diary.wait("d", 2)
        return await outcome(gather_limited(1, *waits))

    (raised, when, left), _ = run(main())
    assert isinstance(raised, asyncio.CancelledError)
    assert (when, left) == (6, 0)
    assert diary.how == dict.fromkeys("acd", "returned")


def test_anything_that_can_be_awaited_will_do() -> None:
    class Later:
        def __await__(self) -> Generator[Any, None, str]:
            yield from asyncio.sleep(1).__await__()
            return "later"

    assert run(gather_limited(1, Later(), asyncio.sleep(1, "b"), Later())) == (
        ["later", "b", "later"],
        3,
    )
    failing = gather_limited(1, Diary().wait("a", 2, LookupError()), Later())
    (raised, when, _), _ = run(outcome(failing))
    assert isinstance(raised, LookupError)
    assert when == 2


@pytest.mark.parametrize("limit", [0, "2"])
def test_coroutines_that_are_refused_are_closed_as_well(limit: Any) -> None:
    waits = [Diary().wait(place, 1) for place in range(2)]
    with pytest.raises((ValueError, TypeError)):
        run(gather_limited(limit, *waits))
    assert [getcoroutinestate(wait) for wait in waits] == [CORO_CLOSED] * 2


def test_what_cannot_be_awaited_is_a_type_error_and_no_coroutine_is_left_open() -> None:
    wrong: Any = 3
    wait = Diary().wait("b", 1)
    with pytest.raises(TypeError):
        run(gather_limited(1, wrong, wait))
    assert getcoroutinestate(wait) == CORO_CLOSED
