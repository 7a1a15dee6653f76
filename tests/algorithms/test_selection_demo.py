"""Q54: what the demo shows for data of any kind, and what our own functions promise beyond it."""

import random

import pytest

from pyinterview.algorithms import second_largest_tournament
from pyinterview.algorithms.selection import demo_second_largest
from pyinterview.lab.evidence import BadInput, Claim, Table
from pyinterview.lab.memory import peak_bytes


@pytest.mark.parametrize("items", [(7, 3), (7, 7), (-1, -1, -2), range(1_000)], ids=str)
def test_every_claim_holds_for_two_numbers_or_more(items: list[int]) -> None:
    assert all(piece.holds for piece in demo_second_largest(items) if isinstance(piece, Claim))


@pytest.mark.parametrize("items", [(), (7,)])
def test_fewer_than_two_numbers_are_refused_with_a_remedy(items: list[int]) -> None:
    with pytest.raises(BadInput, match=r"items needs two numbers or more, not [01]"):
        list(demo_second_largest(items))


def test_of_a_long_tournament_the_first_and_the_last_matches_are_shown() -> None:
    matches = next(piece for piece in demo_second_largest(range(64)) if isinstance(piece, Table))
    assert matches.title == "20 of the 68 matches of the tournament"
    assert [row[0] for row in matches.rows] == [*range(1, 11), *range(59, 69)]
    assert [row[-1] for row in matches.rows] == ["the title"] * 15 + ["second place"] * 5


def test_a_tournament_of_a_hundred_thousand_takes_21_bytes_each() -> None:
    values = random.Random(54).sample(range(10**9), 100_000)
    assert peak_bytes(lambda: second_largest_tournament(values)) <= 21 * len(values)
