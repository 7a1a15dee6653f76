"""Q48: what `list.sort` and `sorted` share and where they differ, and sorting by several keys."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cmp_to_key
from operator import itemgetter
from typing import Any, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.algorithms import sort_by
from pyinterview.algorithms.ordering import COSTS
from pyinterview.lab.growth import Cost
from pyinterview.lab.hidden import counting_twin, moved_elements

Pair = tuple[Callable[[Any], Any], Literal["ascending", "descending"]]

digits = st.integers(0, 3)  # a small alphabet: ties are common
rows = st.lists(st.tuples(digits, st.text("ab", max_size=2), digits))
columns = st.sampled_from([itemgetter(0), itemgetter(1)])  # never the last: it shows stability
orders = st.lists(
    st.tuples(columns, st.sampled_from(["ascending", "descending"])), min_size=1, max_size=3
)


def by_comparator(items: Iterable[Any], pairs: list[Pair]) -> list[Any]:
    """The standard library's answer for mixed directions, to keep ours honest."""

    def compare(left: object, right: object) -> int:
        for key, direction in pairs:
            if key(left) != key(right):
                return 1 if (key(left) > key(right)) == (direction == "ascending") else -1
        return 0

    return sorted(items, key=cmp_to_key(compare))


@given(items=st.lists(digits))
def test_sort_and_sorted_give_one_order_in_two_ways(items: list[int]) -> None:
    mine = list(items)
    copy = sorted(mine)
    assert mine == items
    assert mine.sort() is None
    assert mine == copy


@given(items=st.lists(digits | st.none()))
@example(items=[3, 1, 2, None, 0])
def test_a_sort_that_fails_loses_no_item(items: list[Any]) -> None:
    mine = list(items)
    try:
        mine.sort()
    except TypeError:
        assert Counter(mine) == Counter(items)
    else:
        assert None not in items or len(set(items)) == 1


@given(items=rows, pairs=orders)
@example(items=[], pairs=[(itemgetter(0), "descending")])
@example(items=[(1, "a", 0), (1, "b", 0)], pairs=[(itemgetter(1), "descending")])
@example(items=[(0, "b", 1), (0, "b", 2)], pairs=[(itemgetter(0), "descending")])
def test_sort_by_agrees_with_a_comparator(items: list[Any], pairs: list[Pair]) -> None:
    assert sort_by(items, *pairs) == by_comparator(items, pairs)


@given(items=rows)
def test_the_first_key_counts_most(items: list[Any]) -> None:
    first, second = itemgetter(0), itemgetter(1)
    assert sort_by(items, first, second) == sorted(items, key=itemgetter(0, 1))
    assert sort_by(items, first, second) == sort_by(sort_by(items, second), first)


def test_a_key_without_a_direction_is_ascending() -> None:
    assert sort_by(["fig", "kiwi", "date"], len, str) == ["fig", "date", "kiwi"]
    assert sort_by(["fig", "kiwi", "date"], (len, "ascending"), str) == ["fig", "date", "kiwi"]


def test_text_sorts_downwards_too() -> None:
    words = ["fig", "kiwi", "date", "ale"]
    assert sort_by(words, len, (str, "descending")) == ["fig", "ale", "kiwi", "date"]


@pytest.mark.parametrize("direction", ["ascending", "descending"])
def test_items_equal_in_every_key_stay_in_order(direction: Any) -> None:
    items = [1j, 2j, 3j]  # which cannot be compared: only keys are
    assert sort_by(items, (lambda _: 0, direction)) == items


def test_any_iterable_will_do_and_a_list_is_left_alone() -> None:
    mine = [3, 1, 2]
    assert sort_by(mine, abs) == [1, 2, 3]
    assert mine == [3, 1, 2]
    assert sort_by(iter("cab"), (ord, "descending")) == ["c", "b", "a"]
    assert sort_by([{"b": 1}, {"a": 1}], str) == [{"a": 1}, {"b": 1}]


@pytest.mark.parametrize("items", [[], [2, 1]])
def test_no_key_and_an_unknown_direction_are_refused(items: list[int]) -> None:
    wrong: Any = (abs, "desc")
    with pytest.raises(TypeError):
        sort_by(items)
    with pytest.raises(ValueError):
        sort_by(items, abs, wrong)


def test_each_key_is_called_once_an_item() -> None:
    calls: Counter[str] = Counter()

    def called(name: str) -> Callable[[int], int]:
        def key(item: int) -> int:
            calls[name] += 1
            return item % 7

        return key

    sort_by(range(100), called("first"), (called("second"), "descending"))
    assert max(calls.values()) <= 100


def test_sort_by_hides_no_quadratic_list_work() -> None:
    items = [number * 7 % 1_009 for number in range(1_000)]
    assert moved_elements(counting_twin(sort_by), items, lambda item: item) <= 10 * 1_000


@pytest.mark.parametrize("cost", COSTS, ids=str)
def test_sort_by_stays_within_its_limit(cost: Cost) -> None:
    for n in (0, 1, 2, 3, 100, 1_000):
        assert cost.measure(n) <= cost.limit(n)
