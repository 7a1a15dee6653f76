"""The limits that costs are held against are those of theory, worked out in another way."""

from collections.abc import Callable
from itertools import pairwise
from math import ceil, factorial, log2
from typing import Any

import pytest

from pyinterview.algorithms import duplicates, ordering, searching, selection, shuffling, sorting
from pyinterview.lab.growth import Cost

MODULES = [duplicates, ordering, searching, selection, shuffling, sorting]
COSTS = {str(cost): cost for module in MODULES for cost in module.COSTS}
SIZES = [2, 3, 4, 5, 7, 8, 9, 12, 13, 16, 17]


def halvings(n: int) -> int:
    """How often n can be halved, rounding down, before nothing is left."""
    return 0 if n == 0 else 1 + halvings(n // 2)


def merges(n: int) -> int:
    """The comparisons of both halves, and one for each item but the last that is merged."""
    return 0 if n < 2 else merges(n // 2) + merges(n - n // 2) + n - 1


def orders(n: int) -> int:
    """Yes-or-no questions that tell n! orders apart."""
    return ceil(log2(factorial(n)))


LIMITS: dict[str, Callable[[int], int]] = {
    "find_duplicates: hashes, distinct items": lambda n: n + n,
    "find_duplicates: equalities, distinct hashes": lambda _: 0,
    "duplicate_positions: hashes, distinct items": lambda n: n + n,
    "duplicate_positions: hashes, every item twice": lambda n: n + n,
    "duplicates_by_sorting: comparisons, random input": lambda n: n * ceil(log2(n)) + n,
    "duplicates_by_equality: equalities, distinct items": lambda n: sum(range(n)),
    "sort_by: comparisons, two keys, already in order": lambda n: (n - 1) + (n - 1),
    "linear_search: equalities, absent target": lambda n: n,
    "lower_bound: comparisons, last target": halvings,
    "upper_bound: comparisons, last target": halvings,
    "binary_search: comparisons, last target": halvings,
    "binary_search: equalities, absent target": lambda _: 1,
    "second_largest: comparisons, descending input": lambda n: n,
    "second_largest: comparisons, worst case": lambda n: 2 + 3 * (n - 2),
    "second_largest_tournament: comparisons, random input": lambda n: n + ceil(log2(n)) - 2,
    "shuffle: draws, any items": lambda n: n - 1,
    "shuffled: draws, any items": lambda n: n - 1,
    "insertion_sort: comparisons, random input": lambda n: sum(range(n)),
    "insertion_sort: comparisons, sorted input": lambda n: n - 1,
    "insertion_sort: comparisons, reversed input": lambda n: sum(range(n)),
    "merge_sort: comparisons, random input": merges,
    "merge_sort: comparisons, sorted input": merges,
    "quick_sort: comparisons, random input": lambda n: 2 * sum(range(2, n + 1)),
    "quick_sort: comparisons, sorted input": lambda n: 2 * n * halvings(n),
    "quick_sort: comparisons, all equal": lambda n: n + n,
    "heap_sort: comparisons, random input": lambda n: orders(n) * 5 // 4 + n,
}


def test_every_cost_is_in_the_table() -> None:
    assert set(COSTS) == set(LIMITS)


@pytest.mark.parametrize("name", LIMITS)
def test_the_limit_is_the_theorys(name: str) -> None:
    cost = COSTS[name]
    assert [cost.limit(n) for n in SIZES] == [LIMITS[name](n) for n in SIZES]
    assert type(cost.limit(6)) is int


def test_nothing_costs_a_merge_sort_nothing() -> None:
    assert COSTS["merge_sort: comparisons, random input"].limit(0) == 0


ORDERS: dict[str, Callable[[Any, Any], bool]] = {
    "sorted input": lambda a, b: a < b,
    "reversed input": lambda a, b: a > b,
    "descending input": lambda a, b: a > b,
    "all equal": lambda a, b: a == b,
}


@pytest.mark.parametrize("cost", [c for c in COSTS.values() if c.case in ORDERS], ids=str)
def test_the_input_is_in_the_order_that_its_name_says(cost: Cost) -> None:
    for n in (1, 2, 9):
        items = list(cost.make_input(n)[0])
        assert len(items) == n
        assert all(ORDERS[cost.case](a, b) for a, b in pairwise(items))


@pytest.mark.parametrize("cost", [c for c in COSTS.values() if c.case == "random input"], ids=str)
def test_random_input_is_the_same_each_time(cost: Cost) -> None:
    assert cost.make_input(50) == cost.make_input(50)
    assert len(cost.make_input(50)[0]) == 50


def test_targets_are_where_they_should_be() -> None:
    items, target = COSTS["lower_bound: comparisons, last target"].make_input(9)
    assert items[-1] == target
    items, target = COSTS["linear_search: equalities, absent target"].make_input(9)
    assert target not in items


def test_every_item_is_there_twice() -> None:
    [items] = COSTS["duplicate_positions: hashes, every item twice"].make_input(8)
    assert all(items.count(item) == 2 for item in items)
