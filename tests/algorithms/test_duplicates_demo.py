"""Q53: what the demo shows for data of any kind, and what our own functions promise beyond it."""

import pytest

from pyinterview.algorithms import duplicate_positions, find_duplicates
from pyinterview.algorithms.duplicates import demo_find_duplicates
from pyinterview.lab.evidence import Claim
from pyinterview.lab.memory import peak_bytes


@pytest.mark.parametrize(
    "items", [(), (7,), (7, 7), [-1, -2, -1, -2], [n % 600 for n in range(1_000)]], ids=len
)
def test_every_claim_holds_for_any_items(items: list[int]) -> None:
    assert all(piece.holds for piece in demo_find_duplicates(items) if isinstance(piece, Claim))


def test_only_the_beginning_of_a_long_list_is_compared_in_pairs() -> None:
    texts = [piece.text for piece in demo_find_duplicates([1] * 501) if isinstance(piece, Claim)]
    assert texts[1] == "by equality: the same, in the first 500 items"


def test_positions_come_in_the_order_of_second_sight_too() -> None:
    assert list(duplicate_positions("abccbab")) == find_duplicates("abccbab") == ["c", "b", "a"]


def test_a_hundred_thousand_distinct_items_take_64_bytes_each() -> None:
    items = list(range(100_000))
    assert peak_bytes(lambda: find_duplicates(items)) <= 64 * len(items)
