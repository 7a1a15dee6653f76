"""Q42: how you would convince an interviewer that a shuffle is fair, without sampling once."""

import random
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, permutations
from math import factorial, prod
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.algorithms import shuffle, shuffled
from pyinterview.algorithms.shuffling import COSTS
from pyinterview.lab.counting import CountedSequence
from pyinterview.lab.draws import Tape, every_tape
from pyinterview.lab.growth import Cost
from pyinterview.lab.hidden import counting_twin, moved_elements
from pyinterview.lab.memory import peak_bytes

Deal = Callable[..., list[Any]]


def shuffle_a_copy(items: Iterable[Any], rng: random.Random | None = None) -> list[Any]:
    """Shuffle in place, in the shape of `shuffled`."""
    order = list(items)
    shuffle(order, rng)
    return order


both = pytest.mark.parametrize("deal", [shuffle_a_copy, shuffled])


@pytest.fixture
def shared_generator() -> Iterator[None]:
    """Give the functions of `random` back the state they had."""
    state = random.getstate()
    yield
    random.setstate(state)


@both
@pytest.mark.parametrize("n", range(6))
def test_every_order_comes_from_exactly_one_of_n_factorial_equal_tapes(deal: Deal, n: int) -> None:
    def run(tape: Tape) -> tuple[int, ...]:
        return tuple(deal(range(n), tape))

    tapes = list(islice(every_tape(run), factorial(n) + 1))
    assert all(prod(tape.bounds) == factorial(n) for _, tape in tapes)
    assert Counter(order for order, _ in tapes) == dict.fromkeys(permutations(range(n)), 1)


@both
@pytest.mark.parametrize("n", [0, 1, 2, 3, 52, 1_000])
def test_n_items_take_one_draw_below_each_of_two_to_n(deal: Deal, n: int) -> None:
    tape = Tape([])
    deal(range(n), tape)
    assert sorted(tape.bounds) == list(range(2, n + 1))


@both
@given(items=st.lists(st.integers(0, 9)), seed=st.integers())
@example(items=[], seed=0)
@example(items=[3, 3, 3], seed=0)
def test_every_item_is_kept(deal: Deal, items: list[int], seed: int) -> None:
    assert Counter(deal(items, random.Random(seed))) == Counter(items)


@both
def test_items_need_neither_order_nor_hashes(deal: Deal) -> None:
    odd: list[object] = [{}, None, [1], 2j]
    assert sorted(map(repr, deal(odd, random.Random(1)))) == sorted(map(repr, odd))


def test_shuffle_works_in_place_and_returns_nothing() -> None:
    deck = list(range(52))
    assert shuffle(deck, random.Random(1)) is None  # type: ignore[func-returns-value]
    assert deck != list(range(52))


@pytest.mark.parametrize(
    "items", [bytearray(range(50)), array("i", range(50))], ids=["bytes", "array"]
)
def test_shuffle_takes_any_mutable_sequence(items: Any) -> None:
    shuffle(items, random.Random(1))
    assert sorted(items) == list(range(50)) != list(items)


@pytest.mark.parametrize("items", [(1, 2, 3), "abc", range(3), {1, 2, 3}], ids=repr)
def test_shuffle_refuses_what_cannot_be_assigned_to(items: Any) -> None:
    with pytest.raises(TypeError):
        shuffle(items, random.Random(1))


def test_shuffled_reads_any_iterable_and_leaves_a_list_alone() -> None:
    names = ["Ada", "Bob", "Cem"]
    assert shuffled(names, Tape([0])) is not names
    assert names == ["Ada", "Bob", "Cem"]
    assert sorted(shuffled(iter("cab"), random.Random(1))) == ["a", "b", "c"]
    assert sorted(shuffled({"b": 1, "a": 2})) == ["a", "b"]


@both
def test_a_generator_decides_the_order(deal: Deal) -> None:
    assert deal(range(50), random.Random(1)) == deal(range(50), random.Random(1))
    assert deal(range(50), random.Random(1)) != deal(range(50), random.Random(2))
    assert sorted(deal(range(50), random.SystemRandom())) == list(range(50))


@both
@pytest.mark.usefixtures("shared_generator")
def test_a_generator_given_leaves_the_shared_one_alone(deal: Deal) -> None:
    before = random.getstate()
    deal(range(50), random.Random(1))
    assert random.getstate() == before


@both
@pytest.mark.usefixtures("shared_generator")
def test_without_a_generator_random_seed_decides_and_is_never_called(deal: Deal) -> None:
    random.seed(1)
    first, second = deal(range(50)), deal(range(50))
    random.seed(1)
    assert [deal(range(50)), deal(range(50))] == [first, second]
    assert first != second


@both
def test_a_number_is_no_generator(deal: Deal) -> None:
    with pytest.raises((TypeError, AttributeError)):
        deal([1, 2, 3], 7)


def test_shuffle_touches_each_place_about_twice_and_needs_no_second_list() -> None:
    shelf = CountedSequence(range(1_000))
    shuffle(shelf, random.Random(1))
    assert max(shelf.tally.reads, shelf.tally.writes) <= 2 * 1_000
    deck = list(range(10_000))
    assert peak_bytes(lambda: shuffle(deck, random.Random(1))) <= 16_000  # a list takes 80,000


@pytest.mark.parametrize("function", [shuffle, shuffled])
def test_neither_hides_list_work_in_c(function: Callable[..., object]) -> None:
    moved = moved_elements(counting_twin(function), list(range(1_000)), random.Random(1))
    assert moved <= 3 * 1_000


@pytest.mark.parametrize("cost", COSTS, ids=str)
def test_each_shuffle_stays_within_its_limit(cost: Cost) -> None:
    for n in (0, 1, 2, 3, 52, 1_000):
        assert cost.measure(n) <= cost.limit(n)
