"""The adversary is consistent, and drives a quicksort to its worst case but no merge sort."""

from collections.abc import Callable
from typing import Any

import pytest

from pyinterview.algorithms import heap_sort, insertion_sort, merge_sort, quick_sort
from pyinterview.lab.adversary import Adversary, comparisons_against


@pytest.mark.parametrize("sort", [sorted, insertion_sort, merge_sort, quick_sort, heap_sort])
def test_its_answers_agree_with_one_order(sort: Callable[[list[Any]], list[Any]]) -> None:
    adversary = Adversary(60)
    ranks = [item.rank for item in sort(adversary.items)]
    assert ranks == sorted(ranks)


def test_an_item_is_not_less_than_itself() -> None:
    (item,) = Adversary(1).items
    assert not item < item  # noqa: PLR0124 -- that is the question


def test_it_makes_a_quicksort_quadratic_and_counts_each_comparison() -> None:
    assert comparisons_against(quick_sort, 256) == 256 * 255  # the worst there is
    assert comparisons_against(sorted, 1) == 0
    assert comparisons_against(merge_sort, 256) == 1_793


def by_item_first(items: list[Any]) -> list[Any]:
    """A quicksort that asks `item < pivot`."""
    if len(items) < 2:
        return items
    *rest, pivot = items
    less = [item for item in rest if item < pivot]
    return [*by_item_first(less), pivot, *by_item_first([x for x in rest if x not in less])]


def by_pivot_first(items: list[Any]) -> list[Any]:
    """A quicksort that asks `pivot < item`."""
    if len(items) < 2:
        return items
    *rest, pivot = items
    greater = [item for item in rest if pivot < item]
    return [*by_pivot_first([x for x in rest if x not in greater]), pivot, *by_pivot_first(greater)]


@pytest.mark.parametrize("sort", [by_item_first, by_pivot_first])
def test_whichever_way_a_sort_asks_the_pivot_is_found_out(sort: Any) -> None:
    n = 100
    assert n * n // 3 < comparisons_against(sort, n) <= n * (n - 1) // 2
