"""Q42: what the demo shows for data of any kind, and that ours deals like the standard library."""

import random

import pytest

from pyinterview.algorithms import shuffle, shuffled
from pyinterview.algorithms.shuffling import demo_shuffle
from pyinterview.lab.evidence import Claim, Table


@pytest.mark.parametrize("n", [0, 1, 2, 52, 1_000])
def test_the_same_seed_gives_the_order_of_random_shuffle(n: int) -> None:
    """It holds in CPython 3.11 to 3.13; nobody promises it, so it is no part of the grading."""
    theirs, ours = list(range(n)), list(range(n))
    random.Random(7).shuffle(theirs)
    shuffle(ours, random.Random(7))
    assert ours == theirs == shuffled(range(n), random.Random(7))


@pytest.mark.parametrize("items", [(), ("a",), ("a", "a"), [str(n) for n in range(100)]], ids=len)
def test_every_claim_holds_for_any_items(items: list[str]) -> None:
    assert all(piece.holds for piece in demo_shuffle(items) if isinstance(piece, Claim))


def test_a_long_list_is_cut_and_says_so() -> None:
    evidence = list(demo_shuffle(["x"] * 100))
    swaps = next(piece for piece in evidence if isinstance(piece, Table))
    assert swaps.title == "20 of 99 draws, and what each swaps"
    assert len(swaps.rows) == 20
    assert "...] (100 items)" in str(evidence[0])


def test_the_biased_shuffles_are_counted_and_not_told() -> None:
    table = [piece for piece in demo_shuffle() if isinstance(piece, Table)][2]
    assert table.columns[:3] == ("order", "shuffle, of 6", "swap with anyone, of 27")
    assert [row[1:3] for row in table.rows] == [(1, 4), (1, 5), (1, 5), (1, 5), (1, 4), (1, 4)]
