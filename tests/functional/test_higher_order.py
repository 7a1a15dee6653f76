"""Q51: what map, filter and reduce do, by the functions that make it visible."""

import operator
from collections.abc import Callable, Iterator
from functools import reduce
from itertools import accumulate, count, islice
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.functional.higher_order import fold_steps, is_odd, odd_squares, square, tree_fold

Binary = Callable[[Any, Any], Any]

numbers = st.lists(st.integers(-100, 100))
texts = st.lists(st.text("ab", max_size=3))
operations = st.sampled_from([operator.add, operator.sub, max, lambda a, b: 2 * a - b])


@given(items=numbers)
def test_odd_squares_are_what_a_comprehension_gives(items: list[int]) -> None:
    assert list(odd_squares(items)) == [x * x for x in items if x * x % 2]


def test_odd_squares_reads_no_further_than_it_is_asked() -> None:
    endless = count(2)
    chain = odd_squares(endless)
    assert next(endless) == 2
    assert list(islice(chain, 2)) == [9, 25]
    assert next(endless) == 6


def test_odd_squares_can_be_read_once() -> None:
    chain = odd_squares([1, 2, 3])
    assert (list(chain), list(chain)) == ([1, 9], [])


def test_odd_squares_calls_what_note_makes_of_its_functions() -> None:
    noted: list[object] = []

    def note(function: Callable[..., Any]) -> Callable[..., Any]:
        noted.append(function)
        return function

    assert list(odd_squares([3], note)) == [9]
    assert set(noted) == {square, is_odd}


@given(function=operations, items=numbers, initial=st.integers(-9, 9))
def test_fold_steps_are_those_of_accumulate_and_end_in_reduce(
    function: Binary, items: list[int], initial: int
) -> None:
    steps = list(fold_steps(function, items, initial))
    assert steps == list(accumulate(items, function, initial=initial))
    assert steps[-1] == reduce(function, items, initial)


@given(function=operations, items=numbers.filter(bool))
def test_without_a_start_the_first_item_is_it(function: Binary, items: list[int]) -> None:
    assert list(fold_steps(function, items)) == list(accumulate(items, function))


def test_fold_steps_is_lazy() -> None:
    assert list(islice(fold_steps(operator.add, count(1)), 4)) == [1, 3, 6, 10]


@given(items=texts)
@example(items=["a", "b", "a"])
def test_a_tree_fold_of_an_associative_operation_is_a_fold(items: list[str]) -> None:
    assert tree_fold(operator.add, items, "") == reduce(operator.add, items, "")


@given(items=numbers.filter(bool))
def test_a_tree_fold_of_a_subtraction_adds_every_item_with_its_own_sign(items: list[int]) -> None:
    signed = [(-1) ** at.bit_count() * item for at, item in enumerate(items)]
    assert tree_fold(operator.sub, items) == sum(signed)


def test_a_tree_fold_joins_neighbours_and_lets_an_odd_one_wait() -> None:
    assert tree_fold(lambda a, b: f"({a}{b})", "abcdefg") == "(((ab)(cd))((ef)g))"
    assert tree_fold(lambda a, b: f"({a}{b})", "bcd", "a") == "((ab)(cd))"


@pytest.mark.parametrize("n", [1, 2, 3, 4, 5, 31, 32, 33, 1_000])
def test_a_tree_fold_makes_as_many_calls_as_a_fold_in_few_rounds(n: int) -> None:
    calls = 0

    def one_more(left: int, right: int) -> int:
        nonlocal calls
        calls += 1
        return max(left, right) + 1

    assert tree_fold(one_more, [0] * n) == (n - 1).bit_length()
    assert calls == n - 1


@pytest.mark.parametrize("fold", [tree_fold, lambda *given: list(fold_steps(*given))])
def test_no_items_need_a_start(fold: Callable[..., object]) -> None:
    with pytest.raises(TypeError):
        fold(operator.add, [])
    assert fold(operator.add, [], None) in (None, [None])


def one_shot() -> Iterator[int]:
    """Numbers that can be read once."""
    yield from (1, 2, 3)


def test_an_iterator_will_do() -> None:
    assert tree_fold(operator.add, one_shot()) == list(fold_steps(operator.add, one_shot()))[-1]
