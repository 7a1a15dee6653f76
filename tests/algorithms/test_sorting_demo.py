"""The demo of Q52 on lists that a reader may bring, and what only our own sorts promise."""

import random
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from pyinterview.algorithms import heap_sort, insertion_sort, merge_sort, quick_sort
from pyinterview.algorithms.sorting import demo_merge_sort
from pyinterview.lab.counting import tally_of
from pyinterview.lab.evidence import Claim
from pyinterview.lab.hidden import counting_twin, moved_elements
from pyinterview.lab.memory import peak_bytes

SORTS = [insertion_sort, merge_sort, quick_sort, heap_sort]
Sort = Callable[..., list[Any]]


@pytest.mark.parametrize(
    "items", [(), (1,), (2, 1), (5, 5, 5), tuple(range(600, 0, -1)), (-13, 3, -3, 13)], ids=len
)
def test_every_claim_holds_on_any_list(items: tuple[int, ...]) -> None:
    pieces = list(demo_merge_sort(items))
    claims = [piece for piece in pieces if isinstance(piece, Claim)]
    assert [claim for claim in claims if claim.holds is not True] == []
    said = [piece for piece in pieces if isinstance(piece, str)]
    assert any("the four sorts take the first 500" in text for text in said) == (len(items) > 500)


@pytest.mark.parametrize("rng", [None, random.Random(7)], ids=["middle", "random"])
@pytest.mark.parametrize("items", [range(10**5), range(10**5, 0, -1), [7] * 10**5], ids=repr)
def test_quick_sort_takes_long_lists_in_any_order(items: Any, rng: random.Random | None) -> None:
    assert quick_sort(items, rng=rng) == sorted(items)


class AtMost(int):
    """A number whose author wrote ``<=`` where ``<`` is meant."""

    def __lt__(self, other: int) -> bool:
        return int(self) <= int(other)


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.__name__)
def test_an_item_that_is_less_than_itself_is_sorted_all_the_same(sort: Sort) -> None:
    assert sort([AtMost(value) for value in (2, 1, 3, 2, 2, 1)]) == [1, 1, 2, 2, 2, 3]
    assert sort([AtMost(5)] * 3) == [5, 5, 5]


@pytest.mark.parametrize("sort", SORTS, ids=lambda sort: sort.__name__)
@pytest.mark.parametrize("down", [False, True])
def test_keys_are_made_in_the_order_of_the_items(sort: Sort, down: bool) -> None:  # noqa: FBT001
    numbers = iter(range(9))
    letters = sort("cab", key=lambda _: next(numbers), reverse=down)
    assert letters == list("bac" if down else "cab")


def test_insertion_sort_moves_no_item_further_than_it_has_to_go() -> None:
    swapped = [at ^ 1 for at in range(1_000)]  # 1, 0, 3, 2, ...
    assert moved_elements(counting_twin(insertion_sort), swapped) == 500
    assert tally_of(insertion_sort, swapped).comparisons < 1_500


@pytest.mark.parametrize(
    ("sort", "n", "limit"),
    [
        (merge_sort, 5_000, 26),
        (partial(merge_sort, key=lambda item: item), 5_000, 60),
        (quick_sort, 5_000, 55),
        (heap_sort, 5_000, 9),
        (insertion_sort, 1_000, 10),
    ],
    ids=["merge", "merge by key", "quick", "heap", "insertion"],
)
def test_the_memory_of_an_item_is_bounded(sort: Sort, n: int, limit: int) -> None:
    items = random.Random(1).sample(range(n), n)
    assert peak_bytes(lambda: sort(items)) <= limit * n
