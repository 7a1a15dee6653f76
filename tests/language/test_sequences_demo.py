"""Q2: what the demo shows for any length and any literal, and that wrong measures are seen."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyinterview.lab.evidence import BadInput, Claim, Table
from pyinterview.language import sequences
from pyinterview.language.sequences import demo_list_vs_tuple

literals = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple),
    max_leaves=8,
).map(repr)


def claims(length: int = 100, literal: str = "(1, [2])") -> list[Claim]:
    return [piece for piece in demo_list_vs_tuple(length, literal) if isinstance(piece, Claim)]


@settings(max_examples=50)
@given(length=st.integers(0, 1_000), literal=literals)
def test_every_claim_holds_for_any_length_and_literal(length: int, literal: str) -> None:
    assert all(claim.holds for claim in claims(length, literal))


@pytest.mark.parametrize(
    "literal",
    [
        "...",
        "set()",
        "{1}",
        "{1: [2]}",
        "1, 2",
        " (1,\n[2]) # two",
        "-1 + 2j",
        r"'\d'",
        "(" * 90 + ")" * 90,
    ],
)
def test_every_claim_holds_for_literals_of_other_kinds(literal: str) -> None:
    assert all(claim.holds for claim in claims(0, literal))


def test_the_greatest_length_is_a_million() -> None:
    assert all(claim.holds for claim in claims(1_000_000))


def test_the_path_to_the_culprit_is_shown() -> None:
    assert claims(literal="(1, ([2], 3))")[-1].measured == "[1][0], a list: [2]"
    assert claims(literal="[1]")[-1].measured == "the value itself, a list: [1]"
    assert claims(literal="(1, 2)")[-1].measured == "hashable"


def test_long_tables_and_literals_are_cut() -> None:
    tables = [p for p in demo_list_vs_tuple(1_000, repr([["x"]] * 99)) if isinstance(p, Table)]
    assert tables[1].title == "12 of 28 new blocks in 1,000 appends"
    assert len(tables[1].rows) == 12
    assert max(len(str(cell)) for row in tables[2].rows for cell in row) == 60


@pytest.mark.parametrize("length", [-1, 1_000_001])
def test_a_length_out_of_range_is_refused(length: int) -> None:
    with pytest.raises(BadInput, match=rf"--length: {length} is not a length from 0 to 1,000,000"):
        next(demo_list_vs_tuple(length))


@pytest.mark.parametrize(
    "literal",
    ["", "(1, [2]", "1), (2", "os.listdir()", "f'{1}'", "{[1]: 2}", "9" * 5_000, "\0", "-" * 10**5]
    + ["(" * n + ")" * n for n in (200, 5_000)],
    ids=lambda literal: f"{literal[:10]}{len(literal)}",
)
def test_what_is_no_literal_is_refused_with_an_example(literal: str) -> None:
    with pytest.raises(BadInput, match=r"--literal: .* cannot be read .* write a literal such as"):
        next(demo_list_vs_tuple(literal=literal))


def test_no_address_is_shown() -> None:
    with pytest.raises(BadInput) as refused:
        next(demo_list_vs_tuple(literal="f(1)"))
    assert "malformed node" in str(refused.value)
    assert "0x" not in str(refused.value)


WRONG: dict[str, tuple[str, Callable[..., Any], int]] = {
    "footprint that counts the items": ("footprint", lambda n: (84 * n, 84 * n), 0),
    "growth by doubling": (
        "capacity_steps",
        lambda n: [(2**k + 1, 2 ** (k + 1)) for k in range(n.bit_length())],
        1,
    ),
    "compiler that builds everything": ("instructions", lambda _: ["BUILD_TUPLE"], 2),
    "compiler that folds everything": ("instructions", lambda _: ["LOAD_CONST"], 3),
    "hash of tuples alone": ("unhashable_path", lambda v: None if type(v) is tuple else (), 4),
    "path of one level": ("unhashable_path", lambda v: None if v == 1 else (0,), 4),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_measure_makes_a_claim_fail(what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    name, wrong, claim = WRONG[what]
    monkeypatch.setattr(sequences, name, wrong)
    assert claims(literal="(1, ([2],))")[claim].holds is False
