"""Q51: what the demo shows for any list of whole numbers, and what it refuses."""

from collections.abc import Callable, Iterable, Iterator
from functools import reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.functional import higher_order
from pyinterview.functional.higher_order import demo_map_filter_reduce, fold_steps
from pyinterview.lab.evidence import BadInput, Claim, Table

numbers = st.lists(st.integers(-(10**12), 10**12), max_size=30)


def failing(items: Iterable[int] = (3, 4, 1, 6, 5)) -> list[int]:
    """The numbers of the claims that do not hold."""
    found = [p for p in demo_map_filter_reduce(tuple(items)) if isinstance(p, Claim)]
    return [at for at, claim in enumerate(found) if not claim.holds]


@given(items=numbers)
def test_every_claim_holds_for_any_list(items: list[int]) -> None:
    assert failing(items) == []


@pytest.mark.parametrize(
    "items",
    [[], [0], [-1], [2, 4], [7] * 999, range(1_000)],
    ids=lambda items: f"{len(items)} from {items[:1]}",
)
def test_every_claim_holds_at_the_edges(items: list[int]) -> None:
    assert failing(items) == []


def test_the_calls_are_interleaved() -> None:
    table = [piece for piece in demo_map_filter_reduce((2, 3)) if isinstance(piece, Table)][1]
    assert [call for _, call in table.rows] == [
        "square(2) -> 4",
        "is_odd(4) -> False",
        "square(3) -> 9",
        "is_odd(9) -> True",
        "add(0, 9) -> 9",
    ]


def test_the_steps_of_a_fold_are_shown() -> None:
    table = [piece for piece in demo_map_filter_reduce((2, 3)) if isinstance(piece, Table)][2]
    assert list(table.rows) == [(1, 0, 2, 2), (2, 2, 3, 5)]


def test_long_tables_are_cut_and_say_so() -> None:
    tables = [piece for piece in demo_map_filter_reduce(range(50)) if isinstance(piece, Table)]
    assert tables[1].title.endswith("(the first 20 of 125)")
    assert tables[2].title.endswith("the first 20 of 50")
    assert [len(table.rows) for table in tables[1:3]] == [20, 20]


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([0] * 1_001, "1,001 items are too many"),
        ([10**12 + 1], "40 bits are too many"),
        ([1, -(10**5_000)], "bits are too many"),
    ],
)
def test_what_cannot_be_shown_is_one_sentence(items: list[int], said: str) -> None:
    with pytest.raises(BadInput, match=said):
        next(demo_map_filter_reduce(items))


def eager(items: Iterable[int], note: Any = lambda function: function) -> Iterator[int]:
    """Finish each stage before the next one, as with lists."""
    squares = [note(higher_order.square)(item) for item in items]
    return iter([square for square in squares if note(higher_order.is_odd)(square)])


def even(items: Iterable[int], note: Any = lambda function: function) -> Iterator[int]:
    """Keep the wrong ones."""
    return filter(lambda x: not note(higher_order.is_odd)(x), map(note(higher_order.square), items))


def from_the_right(
    function: Callable[[Any, Any], Any], items: Iterable[Any], *initial: Any
) -> Iterator[Any]:
    """Fold the items in the opposite order."""
    return fold_steps(function, [*items][::-1], *initial)


def by_halves_apart(
    function: Callable[[Any, Any], Any], items: Iterable[Any], *initial: Any
) -> Any:
    """Join the even places, then the odd ones: fewer rounds of a sort, another order."""
    values = [*initial, *items]
    return reduce(function, values[::2] + values[1::2])


@pytest.mark.parametrize(
    ("helper", "wrong", "claims"),
    [
        ("odd_squares", eager, [0, 1]),
        ("odd_squares", even, [0, 1, 2]),
        ("fold_steps", from_the_right, [3]),
        ("tree_fold", by_halves_apart, [4, 5, 6]),
        ("tree_fold", reduce, [5, 6]),
    ],
)
def test_a_wrong_helper_makes_a_claim_fail(
    monkeypatch: pytest.MonkeyPatch, helper: str, wrong: Callable[..., Any], claims: list[int]
) -> None:
    monkeypatch.setattr(higher_order, helper, wrong)
    assert failing() == claims
