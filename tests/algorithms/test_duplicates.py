"""Q53: each duplicate once, in which order, for which items, and at what price."""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.algorithms import (
    duplicate_positions,
    duplicates_by_equality,
    duplicates_by_sorting,
    find_duplicates,
)
from pyinterview.algorithms.duplicates import COSTS
from pyinterview.lab.counting import OnlyLess, Tally, counted, tally_of
from pyinterview.lab.growth import Cost
from pyinterview.lab.hidden import counting_twin, moved_elements

Finder = Callable[[Iterable[Any]], list[Any]]

# A small alphabet: most lists have items that occur twice, three times and more.
lists = st.lists(st.integers(0, 9))
ONE_PASS = [find_duplicates, duplicates_by_equality]
EACH_ONCE = [find_duplicates, duplicates_by_sorting, duplicates_by_equality]


def second_sights(items: Sequence[int]) -> list[int]:
    """Slow and plain: the items that stand at their second place."""
    return [item for at, item in enumerate(items) if items[:at].count(item) == 1]


@given(items=lists)
@example(items=[])
@example(items=[1, 2, 2, 1])
@example(items=[1, 1, 1])
@pytest.mark.parametrize("find", ONE_PASS)
def test_each_duplicate_comes_once_in_order_of_second_sight(find: Finder, items: list[int]) -> None:
    assert find(items) == second_sights(items)


@given(items=lists)
@example(items=[2, 2, 1, 1])
@example(items=[1, 1, 1])
def test_sorting_gives_each_duplicate_once_ascending(items: list[int]) -> None:
    assert duplicates_by_sorting(items) == sorted(x for x, n in Counter(items).items() if n > 1)


@given(items=lists)
def test_positions_are_all_places_of_what_occurs_at_least_twice(items: list[int]) -> None:
    places = {x: [at for at, y in enumerate(items) if y == x] for x in items}
    positions = duplicate_positions(items)
    assert positions == {x: at for x, at in places.items() if len(at) > 1}
    assert list(positions) == second_sights(items)


@pytest.mark.parametrize("find", EACH_ONCE)
def test_the_items_may_come_from_an_iterator_and_a_list_stays_as_it_is(find: Finder) -> None:
    assert find(iter("hello world")) == ["l", "o"]
    items = [3, 1, 3, 2]
    assert find(items) == [3]
    assert items == [3, 1, 3, 2]


def test_positions_may_be_asked_of_an_iterator() -> None:
    assert duplicate_positions(iter("hello world")) == {"l": [2, 3, 9], "o": [4, 7]}


@pytest.mark.parametrize("find", EACH_ONCE)
def test_one_and_true_are_the_same_value(find: Finder) -> None:
    assert find([1, 1.0, True]) == [1]
    assert duplicate_positions([1, 1.0, True]) == {1: [0, 1, 2]}


@pytest.mark.parametrize("find", [find_duplicates, duplicate_positions])
def test_a_nan_is_a_duplicate_only_of_itself(find: Callable[..., Any]) -> None:
    nan = float("nan")
    assert len(find([nan, nan])) == 1
    assert len(find([nan, float("nan")])) == 0


@pytest.mark.parametrize("find", [find_duplicates, duplicate_positions])
def test_items_that_cannot_be_hashed_are_a_type_error(find: Callable[..., Any]) -> None:
    with pytest.raises(TypeError):
        find([[1], [1]])


def test_sorting_asks_for_nothing_but_less_than() -> None:
    repeated = duplicates_by_sorting([OnlyLess(text) for text in ("b", "a", "b", "c", "a", "b")])
    assert [item.value for item in repeated] == ["a", "b"]


def test_sorting_compares_each_pair_of_neighbours_once_and_in_one_direction() -> None:
    worst_merge_sort = 1_024 * 10 - 1_024 + 1
    items = random.Random(1).choices(range(32), k=1_024)
    assert tally_of(duplicates_by_sorting, items).comparisons <= worst_merge_sort + 1_023


def test_sorting_refuses_what_cannot_be_ordered() -> None:
    with pytest.raises(TypeError, match="not supported"):
        duplicates_by_sorting([1j, 2j])  # type: ignore[type-var]


def test_equality_needs_neither_order_nor_hashes() -> None:
    assert duplicates_by_equality([{}, None, [1], {}, "x", [1.0], {}, None]) == [{}, [1], None]


def test_equal_hashes_cost_time_but_no_answer() -> None:
    same_hash = [n * (2**61 - 1) for n in (1, 2, 3, 2, 1)]
    assert find_duplicates(same_hash) == [same_hash[1], same_hash[0]]


@given(items=lists)
def test_no_list_costs_more_than_two_hashes_an_item(items: list[int]) -> None:
    assert tally_of(find_duplicates, items).hashes <= 2 * len(items)
    assert tally_of(duplicate_positions, items).hashes <= 2 * len(items)


@given(items=lists)
def test_equality_never_compares_more_often_than_there_are_pairs(items: list[int]) -> None:
    tally = Tally()
    duplicates_by_equality(counted(items, tally))
    assert tally.equalities <= len(items) * (len(items) - 1) // 2


@pytest.mark.parametrize("find", [find_duplicates, duplicate_positions, duplicates_by_sorting])
def test_hides_no_list_work_in_c(find: Callable[..., object]) -> None:
    thrice = list(range(700)) * 3
    assert moved_elements(counting_twin(find), thrice) <= 10 * len(thrice)


@pytest.mark.parametrize("cost", COSTS, ids=str)
def test_each_way_stays_within_its_limit(cost: Cost) -> None:
    for n in (0, 1, 2, 3, 7, 8, 100, 1_000):
        assert cost.measure(n) <= cost.limit(n)
