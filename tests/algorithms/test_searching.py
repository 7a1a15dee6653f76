"""Q37: how you would convince an interviewer that a search is right, and what it costs."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.algorithms import binary_search, linear_search, lower_bound, upper_bound
from pyinterview.algorithms.searching import COSTS
from pyinterview.lab.counting import CountedSequence, OnlyLess, Tally, counted
from pyinterview.lab.growth import Cost
from pyinterview.lab.hidden import counting_twin, moved_elements

Bound = Callable[..., int]

digits = st.integers(0, 9)  # a small alphabet: targets repeat, and are often found
shelves = st.lists(digits).map(sorted)
BOUNDS = [(lower_bound, bisect_left), (upper_bound, bisect_right)]


def first_index(items: Sequence[int], target: int) -> int | None:
    """The built-in's answer, to keep ours honest."""
    return items.index(target) if target in items else None


@given(items=st.lists(digits), target=digits)
@example(items=[], target=0)
@example(items=[1, 2], target=2)
@example(items=[3, 3, 3], target=3)
def test_linear_search_finds_the_first_match_or_none(items: list[int], target: int) -> None:
    assert linear_search(items, target) == first_index(items, target)


def test_linear_search_reads_an_iterator_no_further_than_the_match() -> None:
    letters = iter("abcdef")
    assert linear_search(letters, "c") == 2
    assert next(letters) == "d"


def test_linear_search_needs_neither_order_nor_hashes() -> None:
    assert linear_search([{}, None, [1], "x"], [1]) == 2


@given(items=shelves, target=digits)
@example(items=[], target=0)
@example(items=[0, 0], target=0)
@example(items=[3, 3, 3, 3], target=3)
def test_binary_search_finds_the_leftmost_match_or_none(items: list[int], target: int) -> None:
    assert binary_search(items, target) == first_index(items, target)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 63, 64, 1_000, 1_023, 1_024])
def test_binary_search_compares_exactly_as_often_as_the_gaps_require(n: int) -> None:
    tally = Tally()
    items = counted(range(n), tally)
    worst = 0
    for target in range(-1, n + 1):
        tally.reset()
        binary_search(items, target)
        assert tally.equalities <= 1
        worst = max(worst, tally.comparisons)
    assert worst == n.bit_length()


def test_binary_search_reads_only_what_it_compares() -> None:
    shelf = CountedSequence(range(100_000))
    assert binary_search(shelf, 70_000) == 70_000
    assert shelf.tally.reads <= (100_000).bit_length() + 1


def test_binary_search_hides_no_list_work_in_c() -> None:
    assert moved_elements(counting_twin(binary_search), list(range(10_000)), 7_000) <= 15


def test_binary_search_takes_any_sequence_however_long() -> None:
    assert binary_search(range(10**18), 10**18 - 1) == 10**18 - 1
    assert binary_search("aabbc", "b") == 2
    assert binary_search((), 1) is None


@given(items=shelves, target=digits, data=st.data())
@pytest.mark.parametrize(("bound", "oracle"), BOUNDS)
def test_bounds_agree_with_bisect_in_any_part_of_the_list(
    bound: Bound, oracle: Bound, items: list[int], target: int, data: st.DataObject
) -> None:
    low = data.draw(st.integers(0, len(items)))
    high = data.draw(st.integers(low, len(items)) | st.none())
    assert bound(items, target, low, high) == oracle(items, target, low, high)
    assert bound(items, target, lo=low, hi=high) == oracle(items, target, lo=low, hi=high)


@pytest.mark.parametrize(("bound", "oracle"), BOUNDS)
def test_bounds_apply_the_key_to_items_and_not_to_the_target(bound: Bound, oracle: Bound) -> None:
    words = ["a", "bb", "cc", "dddd"]
    for length in range(6):
        assert bound(words, length, key=len) == oracle(words, length, key=len)


@pytest.mark.parametrize("bound", [lower_bound, upper_bound])
def test_bounds_refuse_a_negative_start(bound: Bound) -> None:
    with pytest.raises(ValueError):
        bound([1, 2], 1, -1)


@pytest.mark.parametrize("bound", [lower_bound, upper_bound])
def test_bounds_ask_for_nothing_but_less_than(bound: Bound) -> None:
    assert bound([OnlyLess(1), OnlyLess(3)], OnlyLess(2)) == 1


@pytest.mark.parametrize("search", [binary_search, lower_bound, upper_bound])
def test_items_that_cannot_be_compared_are_a_type_error(search: Callable[..., object]) -> None:
    with pytest.raises(TypeError, match="not supported"):
        search([1, 2], "x")


@pytest.mark.parametrize("cost", COSTS, ids=str)
def test_each_search_stays_within_its_limit(cost: Cost) -> None:
    for n in (0, 1, 2, 7, 8, 1_000, 1_024):
        assert cost.measure(n) <= cost.limit(n)
