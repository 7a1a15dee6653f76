"""Time that stands still until something sleeps, and ratios of times taken in turn."""

import math

import pytest

from pyinterview.lab import clocks
from pyinterview.lab.clocks import Ratio, VirtualClock, compare, seconds


def test_a_virtual_clock_moves_by_what_is_slept_and_by_nothing_else() -> None:
    clock = VirtualClock()
    assert clock.now() == 0
    clock.sleep(2.5)
    clock.sleep(0)
    clock.sleep(1)
    assert clock.now() == clock.now() == 3.5


@pytest.mark.parametrize("length", [-1, -0.001, math.nan])
def test_nobody_sleeps_backwards(length: float) -> None:
    clock = VirtualClock()
    with pytest.raises(ValueError, match=f"seconds must not be negative, not {length}"):
        clock.sleep(length)
    assert clock.now() == 0


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> VirtualClock:
    """The clock that real times are read from, under our control."""
    clock = VirtualClock()
    monkeypatch.setattr(clocks, "perf_counter", clock.now)
    return clock


def test_a_piece_of_work_takes_the_time_it_takes(clock: VirtualClock) -> None:
    clock.sleep(100)
    assert seconds(lambda: clock.sleep(3)) == 3


def test_two_works_take_turns_and_the_best_time_of_each_counts(clock: VirtualClock) -> None:
    turns: list[str] = []
    disturbed = iter([5, 4, 3, 9] * 5)  # seconds that something else on the machine takes

    def work(name: str, length: float) -> None:
        turns.append(name)
        clock.sleep(length + next(disturbed))

    ratio = compare(lambda: work("A", 30), lambda: work("B", 8), rounds=2)
    assert "".join(turns) == "ABBAABBA"
    assert ratio == Ratio(first=30 + 5, second=8 + 3)
    assert ratio.times == 35 / 11


def test_without_a_number_there_are_five_rounds(clock: VirtualClock) -> None:
    lengths = iter([9, 9, 9, 9] * 4 + [9, 9, 9, 6])
    compared = compare(lambda: clock.sleep(next(lengths)), lambda: clock.sleep(next(lengths)))
    assert compared == Ratio(first=6, second=9)
    assert list(lengths) == []


def test_a_hundred_times_the_work_takes_many_times_as_long() -> None:
    assert compare(lambda: sum(range(100_000)), lambda: sum(range(1_000))).times > 10
