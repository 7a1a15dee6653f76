"""Q52: right, stable where promised, and never above the exact limit of comparisons."""

import random
from collections.abc import Callable
from itertools import permutations
from math import factorial
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.algorithms import heap_sort, insertion_sort, merge_sort, quick_sort
from pyinterview.algorithms.sorting import COSTS
from pyinterview.lab.adversary import Adversary
from pyinterview.lab.counting import CountedRandom, OnlyLess, Tally, counted, tally_of
from pyinterview.lab.growth import Cost
from pyinterview.lab.hidden import counting_twin, moved_elements

Sort = Callable[..., list[Any]]


def random_quick_sort(items: Any, **how: Any) -> list[Any]:
    """Quick sort with a random pivot."""
    return quick_sort(items, rng=random.Random(7), **how)


SORTS = [insertion_sort, merge_sort, quick_sort, random_quick_sort, heap_sort]
STABLE = [insertion_sort, merge_sort]
each = pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.__name__)
each_stable = pytest.mark.parametrize("sort", STABLE, ids=lambda sort: sort.__name__)

numbers = st.lists(st.integers(-9, 9), max_size=40)  # a small alphabet: keys repeat


@each
@given(items=numbers, reverse=st.booleans())
@example(items=[], reverse=False)
@example(items=[1], reverse=True)
@example(items=[2, 2, 1, 2], reverse=False)
def test_gives_what_sorted_gives(sort: Sort, items: list[int], reverse: bool) -> None:  # noqa: FBT001
    given_items = list(items)
    assert sort(given_items, reverse=reverse) == sorted(items, reverse=reverse)
    assert given_items == items  # the argument is left as it was


@each_stable
@given(items=st.lists(st.tuples(st.integers(0, 3), st.integers()), max_size=30), down=st.booleans())
def test_equal_keys_keep_their_order_upwards_and_downwards(
    sort: Sort,
    items: list[tuple[int, int]],
    down: bool,  # noqa: FBT001
) -> None:
    by_first = {"key": lambda pair: pair[0], "reverse": down}
    assert sort(items, **by_first) == sorted(items, key=lambda pair: pair[0], reverse=down)


@each
@given(items=numbers)
def test_a_key_is_called_once_an_item_and_orders_the_result(sort: Sort, items: list[int]) -> None:
    asked: list[int] = []

    def distance(item: int) -> int:
        asked.append(item)
        return abs(item)

    assert list(map(abs, sort(items, key=distance))) == sorted(map(abs, items))
    assert sorted(asked) == sorted(items)


@each
def test_takes_any_iterable_once(sort: Sort) -> None:
    assert sort(iter("cab")) == ["a", "b", "c"]
    assert sort({3: "x", 1: "y"}) == [1, 3]


@each
def test_asks_for_nothing_but_less_than(sort: Sort) -> None:
    came = sort([OnlyLess(value) for value in (3, 1, 2, 2, 5, 4)])
    assert [item.value for item in came] == [1, 2, 2, 3, 4, 5]


@each
def test_passes_on_the_errors_of_items_and_of_the_key(sort: Sort) -> None:
    with pytest.raises(TypeError, match="'<' not supported between instances"):
        sort([1, "a"])
    mine = LookupError("no such rank")

    def rank(_: int) -> int:
        raise mine

    with pytest.raises(LookupError) as caught:
        sort([1, 0], key=rank)
    assert caught.value is mine


def merge_bound(n: int) -> int:
    """The textbook's n ceil(lg n) - 2^ceil(lg n) + 1, in whole numbers."""
    levels = (n - 1).bit_length()
    return n * levels - (1 << levels) + 1


@pytest.mark.parametrize("n", range(1, 9))
def test_merge_sort_needs_its_bound_for_some_order_and_never_more(n: int) -> None:
    tally, most = Tally(), 0
    for order in permutations(counted(range(n), tally)):
        tally.reset()
        merge_sort(order)
        most = max(most, tally.comparisons)
    assert most == merge_bound(n)


@given(items=st.lists(st.integers(), min_size=1, max_size=300))
def test_merge_sort_stays_within_its_bound(items: list[int]) -> None:
    assert tally_of(merge_sort, items).comparisons <= merge_bound(len(items))


@pytest.mark.parametrize("n", range(1, 8))
def test_quick_sort_never_needs_more_than_its_worst_case(n: int) -> None:
    spent = [tally_of(quick_sort, list(order)).comparisons for order in permutations(range(n))]
    assert max(spent) <= n * (n + 1) - 2  # n(n - 1), if the pivot is not asked about itself


@given(n=st.integers(1, 200))
def test_insertion_sort_is_linear_on_sorted_input_and_compares_all_pairs_of_reversed(
    n: int,
) -> None:
    assert tally_of(insertion_sort, range(n)).comparisons == n - 1
    assert tally_of(insertion_sort, range(n, 0, -1)).comparisons == n * (n - 1) // 2


@pytest.mark.parametrize("sort", [quick_sort, random_quick_sort, merge_sort, heap_sort])
@pytest.mark.parametrize("items", [range(2_000), range(2_000, 0, -1), [7] * 2_000], ids=repr)
def test_ordered_and_equal_input_is_no_worst_case(sort: Sort, items: Any) -> None:
    assert tally_of(sort, items).comparisons <= 4 * 2_000 * 11
    assert sort(items) == sorted(items)


def test_a_random_pivot_is_drawn_from_the_generator_given() -> None:
    tally = Tally()
    assert quick_sort(range(100), rng=CountedRandom(tally)) == list(range(100))
    assert 10 <= tally.draws <= 100


@each
def test_an_adversary_makes_it_slow_at_most_and_never_breaks_it(sort: Sort) -> None:
    adversary = Adversary(1_200)  # deeper than the interpreter's stack, if every level were a call
    ranks = [item.rank for item in sort(adversary.items)]
    assert ranks == sorted(ranks)


@pytest.mark.parametrize("n", [1_000, 3_000])
def test_heap_sort_climbs_from_the_leaves_and_stays_near_the_fewest_comparisons(n: int) -> None:
    items = random.Random(n).sample(range(n), n)
    fewest = (factorial(n) - 1).bit_length()
    assert tally_of(heap_sort, items).comparisons <= 1.25 * fewest


@pytest.mark.parametrize("sort", [merge_sort, quick_sort, heap_sort])
def test_hides_no_quadratic_list_work_in_c(sort: Sort) -> None:
    items = random.Random(1).sample(range(2_048), 2_048)
    assert moved_elements(counting_twin(sort), items) <= 8 * 2_048 * 11


@pytest.mark.parametrize("cost", COSTS, ids=str)
def test_each_sort_stays_within_its_limit(cost: Cost) -> None:
    for n in (2, 3, 8, 64, 500):
        assert cost.measure(n) <= cost.limit(n)
