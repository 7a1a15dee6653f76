"""What the counters see of an algorithm that knows nothing about them."""

import copy
import operator
import random
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.lab.counting import (
    Counted,
    CountedInt,
    CountedRandom,
    CountedSequence,
    OnlyLess,
    Tally,
    counted,
    plain,
    tally_of,
    watch,
)

Asks = list[Callable[[Any, Any], bool]]

COMPARISONS: Asks = [operator.lt, operator.gt, operator.le, operator.ge]
EQUALITIES: Asks = [operator.eq, operator.ne]
CALCULATIONS = [operator.add, operator.sub, operator.mul, operator.floordiv, operator.mod]
CALCULATIONS += [operator.pow, operator.and_, operator.or_, operator.xor]


@pytest.mark.parametrize("make", [Counted, CountedInt])
@pytest.mark.parametrize("ask", COMPARISONS + EQUALITIES)
def test_each_comparison_counts_once_and_answers_as_the_values_do(
    make: Callable[[int, Tally], Any], ask: Callable[[Any, Any], bool]
) -> None:
    for left, right in [(1, 2), (2, 2), (3, 2)]:
        tally = Tally()
        assert ask(make(left, tally), make(right, tally)) is ask(left, right)
        assert ask(make(left, tally), right) is ask(left, right)
        assert ask(left, make(right, tally)) is ask(left, right)
        assert (tally.comparisons, tally.equalities) == ((3, 0) if ask in COMPARISONS else (0, 3))


@pytest.mark.parametrize("make", [Counted, CountedInt])
def test_hashes_are_counted_and_a_zero_is_false(make: Callable[[int, Tally], Any]) -> None:
    tally = Tally()
    assert hash(make(7, tally)) == hash(7)
    assert {make(7, tally), make(7, tally)} == {make(7, tally)}
    assert (tally.hashes, tally.equalities) == (4, 2)
    assert (bool(make(0, tally)), bool(make(1, tally))) == (False, True)


@pytest.mark.parametrize("calculate", CALCULATIONS)
def test_what_is_calculated_from_a_counted_number_counts_on(
    calculate: Callable[[Any, Any], Any],
) -> None:
    tally = Tally()
    seven = CountedInt(7, tally)
    for result in (calculate(seven, 2), calculate(7, CountedInt(2, tally))):
        assert isinstance(result, CountedInt)
        assert int(result) == calculate(7, 2)
        assert result.tally is tally
    assert (tally.calculations, tally.comparisons, tally.equalities) == (2, 0, 0)


def test_a_counted_number_is_a_whole_number_wherever_one_is_asked_for() -> None:
    three = CountedInt(3, Tally())
    assert isinstance(three, int)
    assert "abcd"[three] == "d"
    assert three / 2 == 1.5
    assert operator.add(three, 0.5) == 3.5
    assert [type(number) for number in (-three, abs(three))] == [CountedInt, CountedInt]


def test_copies_count_where_the_originals_did() -> None:
    tally = Tally()
    for items in ([Counted(2, tally), Counted(1, tally)], [CountedInt(2, tally)] * 2):
        tally.reset()
        sorted(copy.deepcopy(items))
        assert tally.comparisons == 1


def test_a_tally_says_what_it_counted_until_it_is_reset() -> None:
    tally = tally_of(sorted, (1, 2, 3))
    assert "comparisons=2, draws=0, equalities=0, hashes=0, reads=0, writes=0" in repr(tally)
    tally.reset()
    assert all(getattr(tally, name) == 0 for name in tally.__slots__)
    assert repr(counted("ab", tally)) == "['a', 'b']"
    assert (plain(Counted(3, tally)), plain("x")) == (3, "x")


def test_only_less_refuses_everything_but_less() -> None:
    one, two = OnlyLess(1), OnlyLess(2)
    assert (one < two, two < one, one < OnlyLess(1)) == (True, False, False)
    for ask in (*COMPARISONS[1:], *EQUALITIES):
        with pytest.raises(TypeError, match="only be compared by <"):
            ask(one, None)
    with pytest.raises(TypeError, match="unhashable"):
        hash(one)


indexes = st.integers(-7, 7)
ends = st.none() | indexes
slices = st.builds(slice, ends, ends, st.none() | indexes.filter(bool))


@given(at=slices | indexes, size=st.integers(0, 6))
@example(at=slice(None, None, -1), size=4)
@example(at=-7, size=6)
def test_a_sequence_is_read_like_a_list_and_remembers_the_places(at: Any, size: int) -> None:
    shelf = CountedSequence(range(size))  # each value is its own index
    try:
        expected: Any = list(range(size))[at]
    except IndexError as error:
        with pytest.raises(IndexError, match=str(error)):
            shelf[at]
        assert (shelf.visited, shelf.tally.reads) == ([], 0)
    else:
        assert shelf[at] == expected
        assert shelf.visited == (expected if isinstance(at, slice) else [expected])
        assert shelf.tally.reads == len(shelf.visited)


def moved(before: list[int], after: list[int]) -> int:
    """How many places hold another value than before: what a list has to write at least."""
    kept = dict(enumerate(before))
    return sum(kept.get(place) != value for place, value in enumerate(after))


@given(at=slices | indexes, size=st.integers(0, 6))
@example(at=slice(None, None, -1), size=4)
def test_deleting_writes_only_what_has_to_shift(at: Any, size: int) -> None:
    shelf, expected = CountedSequence(range(size)), list(range(size))
    try:
        del expected[at]
    except IndexError as error:
        with pytest.raises(IndexError, match=str(error)):
            del shelf[at]
        assert shelf.tally.writes == 0
    else:
        del shelf[at]
        assert shelf.items == expected
        assert shelf.tally.writes == moved(list(range(size)), expected)


@given(at=slices, size=st.integers(0, 6), count=st.integers(0, 4))
def test_assigning_to_a_slice_writes_the_values_and_what_shifts(
    at: slice, size: int, count: int
) -> None:
    values = range(100, 100 + count)
    shelf, expected = CountedSequence(range(size)), list(range(size))
    try:
        expected[at] = values
    except ValueError as error:
        with pytest.raises(ValueError, match=str(error)):
            shelf[at] = values
        assert shelf.tally.writes == 0
    else:
        shelf[at] = values
        assert shelf.items == expected
        assert shelf.tally.writes == moved(list(range(size)), expected)


@given(at=st.integers(-8, 8), size=st.integers(0, 6))
@example(at=0, size=6)
@example(at=6, size=6)
@example(at=-1, size=6)
def test_inserting_writes_the_value_and_what_shifts(at: int, size: int) -> None:
    shelf, expected = CountedSequence(range(size)), list(range(size))
    shelf.insert(at, 100)
    expected.insert(at, 100)
    assert shelf.items == expected
    assert shelf.tally.writes == moved(list(range(size)), expected)


def test_a_sequence_shares_a_tally_and_recalls_what_it_showed() -> None:
    tally = Tally()
    shelf = CountedSequence("abc", tally)
    assert shelf[1] == "b"
    shelf[1] = "z"
    assert (shelf.pop(), repr(shelf)) == ("c", "CountedSequence(['a', 'z'])")
    assert shelf.looks() == [(1, 1, "b"), (2, 2, "c")]
    assert (tally.reads, tally.writes) == (2, 1)
    shelf[0] = "y"
    shelf.insert(0, "x")
    assert tally.writes == 2 + 3


DRAWS: dict[str, Callable[[random.Random], object]] = {
    "randrange": lambda rng: [rng.randrange(bound) for bound in range(1, 200)],
    "randint": lambda rng: [rng.randint(-5, 5) for _ in range(50)],
    "choice": lambda rng: [rng.choice("abcde") for _ in range(50)],
    "choices": lambda rng: rng.choices("abcde", k=50),
    "sample": lambda rng: rng.sample(range(1_000), 50),
    "shuffle": lambda rng: rng.shuffle(list(range(50))),
    "gauss": lambda rng: [rng.gauss(0, 1) for _ in range(9)],
    "getrandbits": lambda rng: [rng.getrandbits(70) for _ in range(9)],
}


@pytest.mark.parametrize("draw", DRAWS.values(), ids=DRAWS)
@pytest.mark.parametrize("seed", [0, 1, 2_024])
def test_a_counted_generator_draws_the_same_numbers(
    draw: Callable[[random.Random], object], seed: int
) -> None:
    counting, usual = CountedRandom(Tally(), seed), random.Random(seed)
    assert draw(counting) == draw(usual)
    assert counting.getstate() == usual.getstate()


def test_each_draw_counts_once_however_often_a_bit_pattern_is_refused() -> None:
    tally = Tally()
    rng = CountedRandom(tally)
    draws: list[Callable[[], object]] = [
        lambda: rng.randrange(5),
        rng.random,
        lambda: rng.getrandbits(9),
    ]
    for draw in draws:
        tally.reset()
        for _ in range(20):
            draw()
        assert tally.draws == 20
    tally.reset()
    rng.shuffle(list(range(52)))
    assert tally.draws == 51
    assert CountedRandom(Tally()).random() == random.Random(0).random()


def test_watching_wraps_lists_and_generators_and_leaves_the_rest() -> None:
    tally = Tally()
    for argument in ([3, 1], (3, 1), range(3)):
        watched = watch(argument, tally)
        assert [type(item) for item in watched] == [Counted] * len(argument)
    rng = random.Random(7)
    rng.random()
    expected = copy.deepcopy(rng).random()
    assert watch(rng, tally).random() == expected
    assert tally.draws == 1
    text, mine = "text", CountedRandom(tally)
    assert watch(text, tally) is text
    assert watch(mine, tally) is mine
    assert tally_of(max, [1, 2, 3]).comparisons == 2
