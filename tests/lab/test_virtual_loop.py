"""asyncio's own loop with a clock that jumps: exact times, nothing waited for, no way to hang."""

import asyncio
import math
import time
from itertools import accumulate

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.lab import virtual_loop
from pyinterview.lab.virtual_loop import VirtualLoop, run

delays = st.lists(st.floats(0, 1e6) | st.integers(0, 9), min_size=1, max_size=8)


def now() -> float:
    """The loop's time."""
    return asyncio.get_running_loop().time()


def test_a_year_passes_at_once() -> None:
    year = 365 * 24 * 3600
    start = time.process_time()
    assert run(asyncio.sleep(year, "happy")) == ("happy", year)
    assert time.process_time() - start < 60


@given(delays)
@example([0.1, 0.2, 0.3])  # in floats this is not 0.6
@example([1e6, 1e-12])
def test_one_after_the_other_takes_exactly_the_sum(delays: list[float]) -> None:
    async def main() -> list[float]:
        ends = []
        for delay in delays:
            await asyncio.sleep(delay)
            ends.append(now())
        return ends

    ends = list(accumulate(map(float, delays)))
    assert run(main()) == (ends, ends[-1])


@given(delays)
@example([1.0, math.nextafter(1.0, 2), 1 + 1e-10])  # each to its own time
def test_together_each_takes_exactly_its_own_time(delays: list[float]) -> None:
    async def end(delay: float) -> float:
        await asyncio.sleep(delay)
        return now()

    async def main() -> list[float]:
        return await asyncio.gather(*map(end, delays))

    assert run(main()) == (delays, max(delays))


def test_time_stands_still_while_something_is_ready() -> None:
    async def main() -> float:
        sleeper = asyncio.create_task(asyncio.sleep(1))
        for _ in range(1_000):
            await asyncio.sleep(0)
        before = now()
        await sleeper
        return before

    assert run(main()) == (0, 1)


def test_a_timeout_comes_at_its_time() -> None:
    async def main() -> float:
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(2):
                await asyncio.sleep(3)
        return now()

    assert run(main()) == (2, 2)


def test_a_timer_that_was_cancelled_takes_no_time() -> None:
    async def main() -> None:
        asyncio.get_running_loop().call_later(9, lambda: None).cancel()
        await asyncio.sleep(1)

    assert run(main()) == (None, 1)


def test_blocking_lets_time_pass_and_nobody_else_run() -> None:
    seen: list[tuple[str, float]] = []

    async def beside() -> None:
        await asyncio.sleep(1)
        seen.append(("beside", now()))

    async def main() -> None:
        task = asyncio.create_task(beside())
        await asyncio.sleep(0)
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.block(2)
        loop.block(0.5)
        seen.append(("main", now()))
        await task

    assert run(main()) == (None, 2.5)
    assert seen == [("main", 2.5), ("beside", 2.5)]


@pytest.mark.parametrize("seconds", [-1, math.nan])
def test_nobody_blocks_backwards(seconds: float) -> None:
    async def main() -> None:
        loop = asyncio.get_running_loop()
        assert isinstance(loop, VirtualLoop)
        loop.block(seconds)

    with pytest.raises(ValueError, match=f"must not be negative, not {seconds}"):
        run(main())


def test_what_the_coroutine_raises_comes_out() -> None:
    async def main() -> None:
        raise LookupError

    with pytest.raises(LookupError):
        run(main())


def test_tasks_that_are_left_are_cancelled_and_the_loop_is_closed() -> None:
    ends: list[str] = []

    async def left() -> None:
        try:
            await asyncio.sleep(9)
        finally:
            await asyncio.sleep(1)
            ends.append("cleaned up")

    async def main() -> tuple[asyncio.AbstractEventLoop, asyncio.Task[None]]:
        task = asyncio.create_task(left())
        await asyncio.sleep(1)
        return asyncio.get_running_loop(), task

    (loop, task), elapsed = run(main())
    assert ends == ["cleaned up"]
    assert task.cancelled()
    assert elapsed == 1  # what is done after its end does not count
    assert loop.is_closed()


@pytest.mark.parametrize("delay", [None, math.inf])
def test_waiting_for_ever_is_an_error(delay: float | None) -> None:
    async def main() -> None:
        if delay is None:
            await asyncio.get_running_loop().create_future()
        else:
            await asyncio.sleep(delay)

    with pytest.raises(RuntimeError, match="something that will never happen"):
        run(main())


def test_asking_again_and_again_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual_loop, "MOST_TURNS", 1_000)

    async def main() -> None:
        while True:  # noqa: ASYNC110 -- what nobody should do
            await asyncio.sleep(0)

    with pytest.raises(RuntimeError, match="lets no time pass"):
        run(main())


def test_asking_again_is_none_if_time_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(virtual_loop, "MOST_TURNS", 1_000)

    async def main() -> None:
        for turn in range(3_000):
            await asyncio.sleep(turn % 100 == 0)

    assert run(main()) == (None, 30)


def test_there_are_no_threads() -> None:
    async def main() -> None:
        await asyncio.to_thread(int)

    with pytest.raises(RuntimeError, match="no threads in virtual time"):
        run(main())


def test_it_is_interrupted_like_any_loop() -> None:
    async def main() -> None:
        import signal  # noqa: PLC0415 -- nobody else needs it

        signal.raise_signal(signal.SIGINT)
        await asyncio.sleep(1)

    with pytest.raises(KeyboardInterrupt):
        run(main())
