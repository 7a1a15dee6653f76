"""A second thread is let in at every place, once, and both have ended afterwards."""

import dis
import queue
import sys
import threading
from collections.abc import Callable
from itertools import count, takewhile

import pytest

from pyinterview.lab.interleaving import Places, meet


def tracers() -> list[object]:
    """Everything that watches the interpreter just now."""
    if sys.version_info >= (3, 12):
        return [sys.gettrace(), *(sys.monitoring.get_tool(tool) for tool in range(6))]
    return [sys.gettrace()]


def results(act: Callable[[list[str]], None], places: Places) -> list[list[str]]:
    """What a list holds after each meeting with a rival that appends to it."""
    found: list[list[str]] = []
    for place in count():
        seen: list[str] = []

        def run(seen: list[str] = seen) -> None:
            act(seen)

        def rival(seen: list[str] = seen) -> None:
            seen.append("rival")

        if not meet(run, rival, place, places, patience=None):
            return found
        found.append(seen)
    raise AssertionError


def twice(seen: list[str]) -> None:
    """Append two times."""
    seen.append("first")
    seen.append("second")


def nested(seen: list[str]) -> None:
    """Call something written in Python, and something of the library."""
    seen.append("first")
    twice(seen)
    queue.Queue[str]().put("nothing")


def test_before_some_instruction_the_rival_is_first_second_and_third() -> None:
    orders = results(twice, "instructions")
    assert len(orders) > 6
    assert [order.index("rival") for order in orders] == sorted(o.index("rival") for o in orders)
    assert {order.index("rival") for order in orders} == {0, 1, 2}


def test_calls_are_those_of_functions_that_are_not_the_librarys() -> None:
    orders = results(nested, "calls")
    assert [order.index("rival") for order in orders] == [0, 0, 1]


@pytest.mark.parametrize("places", ["instructions", "calls"])
def test_a_place_too_many_lets_nobody_in(places: Places) -> None:
    seen: list[str] = []
    assert not meet(lambda: twice(seen), lambda: seen.append("rival"), 10_000, places)
    assert seen == ["first", "second"]


@pytest.mark.parametrize("places", ["instructions", "calls"])
def test_a_rival_that_has_to_wait_runs_later(places: Places) -> None:
    lock, seen = threading.Lock(), []

    def rival() -> None:
        with lock:
            seen.append("rival")

    def act() -> None:
        with lock:
            twice(seen)
        seen.append("behind")

    place = 1 if places == "calls" else len(results(twice, "instructions")) // 2 + 4
    assert meet(act, rival, place, places, patience=0.01)
    assert seen[:2] == ["first", "second"]
    assert set(seen[2:]) == {"rival", "behind"}


@pytest.mark.parametrize("places", ["instructions", "calls"])
def test_what_one_of_them_raises_comes_out(places: Places) -> None:
    def fail() -> None:
        raise KeyError

    for act, rival in ((fail, list), (list, fail), (fail, fail)):
        with pytest.raises(KeyError):
            meet(lambda act=act: act(), rival, 0, places)  # type: ignore[misc]


@pytest.mark.parametrize("places", ["instructions", "calls"])
def test_nothing_stays_behind(places: Places) -> None:
    before = tracers()
    meet(lambda: None, lambda: None, 0, places)
    assert tracers() == before
    assert threading.active_count() == 1


def test_only_the_instructions_of_what_runs_are_places() -> None:
    def act() -> None:
        """Do nothing."""

    met = sum(1 for _ in takewhile(lambda place: meet(act, int, place), count()))
    assert 0 < met <= len(list(dis.get_instructions(act)))
