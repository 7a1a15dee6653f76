"""Q48: the demo's evidence for words of any kind."""

import pytest

from pyinterview.algorithms.ordering import demo_sort_vs_sorted
from pyinterview.lab.evidence import Claim, Table


@pytest.mark.parametrize(
    "items", [(), ("a",), ("b", "a", "b"), [str(n) for n in range(100)]], ids=len
)
def test_every_claim_holds_for_any_words(items: list[str]) -> None:
    assert all(piece.holds for piece in demo_sort_vs_sorted(items) if isinstance(piece, Claim))


def test_sort_returns_none_and_sorted_leaves_the_items_as_they_were() -> None:
    ways = next(piece for piece in demo_sort_vs_sorted(["b", "a"]) if isinstance(piece, Table))
    assert ways.rows == [
        ("items.sort()", None, "['a', 'b']"),
        ("sorted(items)", "['a', 'b']", "['b', 'a']"),
    ]


def test_an_interrupted_sort_is_shown_with_what_its_key_saw() -> None:
    told = [piece for piece in demo_sort_vs_sorted() if isinstance(piece, str)]
    assert "now the list is [1, 5, 7, 9, 'x', 3]" in told[-2]
    assert told[-1] == "From inside the key function its length was 0."
