"""Memory measured by what is alive: bytes at the peak, and items alive at once."""

import gc
import heapq
import tracemalloc
from collections.abc import Iterator

import pytest

from pyinterview.lab.counting import Tally
from pyinterview.lab.memory import Live, LiveItem, peak_bytes

MEGABYTE = 1_000_000


def allocate_and_forget(times: int) -> None:
    """Hold one megabyte at a time."""
    for _ in range(times):
        bytes(MEGABYTE)


def test_the_peak_is_what_was_held_at_once_and_not_the_sum() -> None:
    assert MEGABYTE <= peak_bytes(lambda: allocate_and_forget(5)) < 1.1 * MEGABYTE
    assert 5 * MEGABYTE <= peak_bytes(lambda: [bytes(MEGABYTE) for _ in range(5)]) < 5.1 * MEGABYTE


def test_nothing_costs_nearly_nothing() -> None:
    assert 0 <= peak_bytes(lambda: None) < 1_000


def test_a_result_is_freed_before_the_next_measurement() -> None:
    assert peak_bytes(lambda: bytes(MEGABYTE)) - MEGABYTE < 10_000
    assert peak_bytes(lambda: None) < 1_000
    assert not tracemalloc.is_tracing()


def test_what_was_there_before_does_not_count() -> None:
    tracemalloc.start()
    try:
        held = bytes(MEGABYTE)
        allocate_and_forget(2)  # an earlier peak
        assert peak_bytes(lambda: bytes(1_000)) < 10_000
        assert tracemalloc.is_tracing()
        assert tracemalloc.get_traced_memory()[0] >= len(held)
    finally:
        tracemalloc.stop()


def test_garbage_in_cycles_is_collected_first() -> None:
    knot: list[object] = [bytes(MEGABYTE)]
    knot.append(knot)
    gc.disable()
    try:
        tracemalloc.start()
        del knot
        peak_bytes(lambda: None)
        assert gc.collect() == 0
    finally:
        tracemalloc.stop()
        gc.enable()


@pytest.mark.parametrize("tracing", [False, True])
def test_an_exception_passes_and_leaves_tracing_as_it_was(*, tracing: bool) -> None:
    if tracing:
        tracemalloc.start()
    try:
        with pytest.raises(ZeroDivisionError):
            peak_bytes(lambda: 1 // 0)
        assert tracemalloc.is_tracing() is tracing
    finally:
        tracemalloc.stop()


def second_largest(numbers: Iterator[LiveItem]) -> LiveItem:
    """One pass, two items kept."""
    largest, second = sorted([next(numbers), next(numbers)], reverse=True)
    for number in numbers:
        if largest < number:
            largest, second = number, largest
        elif second < number:
            second = number
    return second


def test_one_pass_keeps_few_alive_and_a_sort_keeps_all() -> None:
    for find, peak in [(second_largest, 3), (lambda numbers: heapq.nlargest(2, numbers)[-1], 4)]:
        live = Live(range(1_000))
        assert find(iter(live)).value == 998
        assert live.peak <= peak
    live = Live(range(1_000))
    assert sorted(live)[-2].value == 998
    assert live.peak == 1_000


def test_items_that_the_caller_keeps_stay_alive() -> None:
    live = Live("abcde")
    items = iter(live)
    kept = [next(items), next(items)]
    assert (live.alive, live.peak) == (2, 2)
    kept.pop()
    assert (live.alive, live.peak) == (1, 2)
    kept += items
    assert (live.alive, live.peak) == (4, 4)
    del kept
    assert (live.alive, live.peak) == (0, 4)


def test_an_exception_keeps_the_items_of_its_frames_alive() -> None:
    live = Live(range(10))

    def fail() -> None:
        for item in live:
            if item.value == 3:
                raise KeyError(item.value)

    with pytest.raises(KeyError) as caught:
        fail()
    assert (live.alive, live.peak) == (1, 2)
    del caught
    gc.collect()
    assert live.alive == 0


def test_live_items_are_counted_like_any_others() -> None:
    tally = Tally()
    live = Live([3, 1, 2], tally)
    assert max(live).value == 3
    assert (tally.comparisons, live.tally) == (2, tally)
    assert Live([]).tally is not tally
    assert (Live([]).alive, Live([]).peak) == (0, 0)
