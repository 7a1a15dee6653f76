"""Q6: a counter that loses no update, wherever another thread comes."""

from collections.abc import Callable
from itertools import accumulate, count
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.concurrency import SafeCounter
from pyinterview.lab.interleaving import meet

amounts = st.integers()  # also negative ones, zero, and more than 64 bits


@given(added=st.lists(amounts))
def test_every_increment_returns_the_new_value(added: list[int]) -> None:
    counter = SafeCounter()
    assert [counter.increment(amount) for amount in added] == list(accumulate(added))
    assert counter.value == sum(added)


def test_it_starts_at_zero_and_goes_up_by_one() -> None:
    counter = SafeCounter()
    assert counter.value == 0
    assert [counter.increment(), counter.increment(), counter.value] == [1, 2, 2]


def test_an_amount_can_be_named() -> None:
    assert SafeCounter().increment(amount=5) == 5


def test_counters_share_nothing() -> None:
    one, other = SafeCounter(), SafeCounter()
    one.increment(5)
    assert (one.value, other.value, other.increment(), one.value) == (5, 0, 1, 5)


def test_the_value_cannot_be_assigned() -> None:
    counter: Any = SafeCounter()
    counter.increment(5)
    with pytest.raises(AttributeError):
        counter.value = 7
    assert counter.value == 5


def ended(act: Callable[[], object]) -> bool:
    """Run in a thread, because it might wait for ever."""
    thread = Thread(target=act, daemon=True)
    thread.start()
    thread.join(0.5)
    return not thread.is_alive()


@pytest.mark.parametrize("amount", ["5", None, [5]])
def test_what_is_no_number_changes_nothing(amount: Any) -> None:
    counter = SafeCounter()
    counter.increment(5)
    with pytest.raises(TypeError):
        counter.increment(amount)
    assert ended(lambda: counter.value), "the lock is still held"
    assert ended(counter.increment), "the lock is still held"
    assert counter.value == 6


def test_no_update_is_lost_and_no_value_returned_twice_wherever_two_threads_meet() -> None:
    for place in count():
        got: dict[str, int] = {}
        counter = SafeCounter()

        def act(counter: SafeCounter = counter, got: dict[str, int] = got) -> None:
            got["act"] = counter.increment(1)

        def rival(counter: SafeCounter = counter, got: dict[str, int] = got) -> None:
            got["rival"] = counter.increment(2)

        met = meet(act, rival, place)
        if not met:
            break
        assert counter.value == 3, "an update is lost"
        # One of the two was first, and each got what there was right after it.
        assert got in ({"act": 1, "rival": 3}, {"act": 3, "rival": 2})


def test_nobody_sees_an_increment_half_done() -> None:
    for place in count():
        seen: list[int] = []
        counter = SafeCounter()

        def look(counter: SafeCounter = counter, seen: list[int] = seen) -> None:
            seen.append(counter.value)

        if not meet(lambda counter=counter: counter.increment(5), look, place):  # type: ignore[misc]
            break
        assert seen in ([0], [5])
