"""Real threads on a clock that moves once all of them sleep."""

import math
import threading
from itertools import accumulate

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyinterview.lab.virtual_threads import ThreadClock

delays = st.lists(st.lists(st.floats(0, 9) | st.integers(0, 3), max_size=4), max_size=5)


@given(delays)
@settings(max_examples=50)  # each starts some threads
def test_each_thread_wakes_exactly_at_its_times(delays: list[list[float]]) -> None:
    clock = ThreadClock()
    wakes: list[list[float]] = [[] for _ in delays]

    def sleep(number: int) -> None:
        for delay in delays[number]:
            clock.sleep(delay)
            wakes[number].append(clock.now())

    clock.run([lambda number=number: sleep(number) for number in range(len(delays))])  # type: ignore[misc] # mypy infers no default of a lambda
    assert wakes == [list(accumulate(map(float, lengths))) for lengths in delays]
    assert clock.now() == max((ends[-1] for ends in wakes if ends), default=0)


def test_they_are_threads_and_all_have_ended() -> None:
    clock = ThreadClock()
    seen: list[threading.Thread] = []

    def note() -> None:
        seen.append(threading.current_thread())
        clock.sleep(1)

    before = threading.active_count()
    clock.run([note, note])
    assert len({*seen, threading.current_thread()}) == 3
    assert not any(thread.is_alive() for thread in seen)
    assert threading.active_count() == before


def test_a_clock_can_be_used_again_and_goes_on() -> None:
    clock = ThreadClock()
    for _ in range(2):
        clock.run([lambda: clock.sleep(2), lambda: clock.sleep(1)])
    assert clock.now() == 4


@pytest.mark.parametrize("seconds", [-1, math.nan])
def test_nobody_sleeps_backwards(seconds: float) -> None:
    clock = ThreadClock()
    with pytest.raises(ValueError, match=f"must not be negative, not {seconds}"):
        clock.run([lambda: clock.sleep(seconds), lambda: clock.sleep(1)])
    assert clock.now() == 1


def test_the_first_error_is_raised_when_all_have_ended() -> None:
    clock = ThreadClock()
    ends: list[float] = []

    def fail(delay: float) -> None:
        clock.sleep(delay)
        ends.append(clock.now())
        raise LookupError(delay)

    with pytest.raises(LookupError) as raised:
        clock.run([lambda: fail(2), lambda: fail(1)])
    assert raised.value.args == (1,)
    assert ends == [1, 2]


def test_where_no_thread_can_be_started_the_others_end(monkeypatch: pytest.MonkeyPatch) -> None:
    really = threading.Thread.start
    started: list[threading.Thread] = []

    def start(thread: threading.Thread) -> None:
        if started:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        really(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    clock = ThreadClock()
    with pytest.raises(RuntimeError, match="can't start"):
        clock.run([lambda: clock.sleep(1)] * 3)
    assert not started[0].is_alive()
    assert clock.now() == 1
