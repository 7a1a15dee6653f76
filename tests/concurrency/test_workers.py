"""Q9: one loop, done in threads, cannot be told from `map` by what comes out of it.

What needs processes is in the tests of the demo.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.concurrency import map_with

KINDS: list[Any] = ["sequential", "threads"]
SOON = 2  # seconds in which another thread must have come by; nobody waits so long if it does

numbers = st.integers(-3, 3)  # a small range: 0, which 12 cannot be divided by, is often there
batches = st.lists(numbers, max_size=12)
crews = st.integers(1, 4)
calls: st.SearchStrategy[Callable[[Any], object]] = st.sampled_from(
    [
        str,
        abs,
        lambda number: 12 // number,
        lambda number: [number][number],
        lambda _: next(iter(())),
    ]
)


def outcome(run: Callable[[], object]) -> tuple[str, object]:
    """What a call returns or raises."""
    try:
        return "returned", run()
    except Exception as error:  # noqa: BLE001 -- which one is compared
        return "raised", (type(error), error.args)


@pytest.mark.parametrize("kind", KINDS)
@given(fn=calls, items=batches, workers=crews)
@example(fn=str, items=[], workers=1)
@example(fn=lambda number: 12 // number, items=[1, 0, 2, 0], workers=4)
def test_returns_or_raises_what_map_does(
    kind: Any, fn: Callable[[Any], object], items: list[int], workers: int
) -> None:
    expected = outcome(lambda: list(map(fn, items)))
    assert outcome(lambda: map_with(kind, fn, items, workers=workers)) == expected


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("items", ["abc", {"a": 1, "b": 2}, range(3), [], (1,)])
def test_items_may_be_any_iterable(kind: Any, items: Iterable[object]) -> None:
    assert map_with(kind, repr, items) == [repr(item) for item in items]
    assert map_with(kind, repr, (item for item in items), workers=2) == [repr(i) for i in items]


@pytest.mark.parametrize("kind", KINDS)
def test_each_item_is_done_once(kind: Any) -> None:
    done: list[int] = []
    map_with(kind, done.append, range(50), workers=4)
    assert sorted(done) == list(range(50))


def test_results_keep_their_places_though_a_later_item_is_done_first() -> None:
    later = threading.Event()

    def fn(item: int) -> int:
        assert item or later.wait(SOON)
        later.set()
        return item

    assert map_with("threads", fn, range(8), workers=2) == list(range(8))


def test_the_first_failing_item_is_told_though_a_later_one_fails_first() -> None:
    later = threading.Event()

    def fn(item: int) -> None:
        assert item or later.wait(SOON)
        later.set()
        raise ValueError(item)

    with pytest.raises(ValueError) as raised:
        map_with("threads", fn, range(8), workers=2)
    assert raised.value.args == (0,)


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_so_many_threads_work_at_the_same_time_and_no_more(workers: int) -> None:
    everyone = threading.Barrier(workers, timeout=SOON)
    seen = set()

    def fn(_: int) -> None:
        seen.add(threading.current_thread())
        everyone.wait()

    map_with("threads", fn, range(4 * workers), workers=workers)
    assert len(seen) == workers
    assert threading.current_thread() not in seen


def test_by_default_there_are_several_threads() -> None:
    both = threading.Barrier(2, timeout=SOON)
    assert sorted(map_with("threads", lambda _: both.wait(), range(2))) == [0, 1]


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_of_the_items_comes_after_the_results_before_it(kind: Any) -> None:
    def items() -> Iterator[int]:
        yield from (1, 2)
        raise KeyError

    with pytest.raises(KeyError):
        map_with(kind, abs, items(), workers=2)
    with pytest.raises(ZeroDivisionError):
        map_with(kind, lambda number: 1 // (number - 2), items(), workers=2)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("workers", [1, 3])
def test_a_failure_is_not_hidden_behind_many_items(kind: Any, workers: int) -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1_000):
            taken.append(number)
            yield number

    with pytest.raises(ZeroDivisionError):
        map_with(kind, lambda number: 1 // number, items(), workers=workers)
    assert len(taken) <= 2 * workers + 1


def test_results_are_taken_while_items_are_read() -> None:
    """At most twice as many items as workers are read ahead of the result that is waited for."""
    read: list[int] = []
    ahead: list[int] = []

    def items() -> Iterator[int]:
        for number in range(50):
            read.append(number)
            yield number

    map_with("threads", lambda number: ahead.append(len(read) - number), items(), workers=2)
    assert max(ahead) <= 5


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("items", [[], [1]])
@pytest.mark.parametrize("workers", [0, -1])
def test_fewer_workers_than_one_are_a_value_error(
    kind: Any, items: list[int], workers: int
) -> None:
    done: list[int] = []
    with pytest.raises(ValueError):
        map_with(kind, done.append, items, workers=workers)
    assert done == []


@pytest.mark.parametrize("kind", ["thread", "", None])
def test_another_kind_is_a_value_error(kind: Any) -> None:
    with pytest.raises(ValueError):
        map_with(kind, abs, [])


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_not_iterable_is_a_type_error(kind: Any) -> None:
    number: Any = 5
    with pytest.raises(TypeError):
        map_with(kind, abs, number)


def test_no_thread_is_left() -> None:
    before = threading.active_count()
    map_with("threads", abs, range(9), workers=3)
    assert threading.active_count() == before
    with pytest.raises(ZeroDivisionError):
        map_with("threads", lambda number: 1 // number, range(9), workers=3)
    assert threading.active_count() == before
