"""The demo of Q52 on lists that a reader may bring."""

import pytest

from pyinterview.algorithms.sorting import demo_merge_sort
from pyinterview.lab.evidence import Claim


@pytest.mark.parametrize(
    "items", [(), (1,), (2, 1), (5, 5, 5), tuple(range(600, 0, -1)), (-13, 3, -3, 13)], ids=len
)
def test_every_claim_holds_on_any_list(items: tuple[int, ...]) -> None:
    pieces = list(demo_merge_sort(items))
    claims = [piece for piece in pieces if isinstance(piece, Claim)]
    assert [claim for claim in claims if claim.holds is not True] == []
    said = [piece for piece in pieces if isinstance(piece, str)]
    assert any("the four sorts take the first 500" in text for text in said) == (len(items) > 500)
