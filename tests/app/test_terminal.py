"""How evidence looks as plain text, and as JSON."""

import io
import json
import sys
from fractions import Fraction

import pytest

from pyinterview.app import terminal
from pyinterview.app.wording import item, quoted, written
from pyinterview.lab.evidence import Chart, Claim, Evidence, Graph, Span, Table, Timeline, cropped


def drawn(evidence: Evidence) -> list[str]:
    """The lines without their styles."""
    return ["".join(piece.text for piece in line) for line in terminal.lay_out(evidence)]


def test_a_table_puts_numbers_right_and_text_left() -> None:
    rows = [("one", 1), ("thousands", 12_345), ("none", None)]
    assert drawn(Table("Title", ("name", "count"), rows)) == [
        "Title",
        "  name         count",
        "  one              1",
        "  thousands   12,345",
        "  none          None",
    ]


def test_an_empty_table_is_its_heading() -> None:
    assert drawn(Table("Nothing", ("a", "b"), [])) == ["Nothing", "  a   b"]


@pytest.mark.parametrize(
    ("holds", "word"), [(True, "holds"), (False, "fails"), (None, "cannot tell")]
)
def test_a_claim_opens_with_its_verdict(
    holds: bool | None,  # noqa: FBT001 -- the field is one of three values
    word: str,
) -> None:
    indent = " " * (len(word) + 3)
    assert drawn(Claim("it is so", [10, 1_000], "2 at most", holds)) == [
        f"{word}   it is so",
        f"{indent}measured 10, 1000; expected 2 at most",
    ]


def test_long_sentences_are_wrapped_and_paragraphs_kept() -> None:
    lines = drawn("word " * 40 + "\n\nnext")
    assert all(len(line) <= 100 for line in lines)
    assert lines[-2:] == ["", "next"]


def test_a_chart_with_a_wide_range_has_logarithmic_axes() -> None:
    lines = drawn(Chart("growth", [1, 10, 100], {"n": [1, 10, 100], "flat": [5, 5, 5]}))
    assert lines[0] == "growth, both axes logarithmic"
    assert any("flat" in line for line in lines)
    assert drawn(Chart("near", [1, 2], {"n": [0, 1]}))[0] == "near"


def test_a_chart_needs_no_more_than_ascii(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(io.BytesIO(), encoding="ascii"))
    assert "".join(drawn(Chart("growth", [1, 10], {"n": [1, 10]}))).isascii()


def test_a_timeline_draws_spans_to_one_scale() -> None:
    lines = drawn(Timeline("plan", [Span("a", 0, 1, "first"), Span("b", 1, 2, "second")]))
    first, second = lines[1], lines[2]
    assert first.count("#") == second.count("#") > 10
    assert first.rindex("#") <= second.index("#")
    assert "second" in second
    assert drawn(Timeline("empty", [])) == ["empty"]


def test_a_graph_lists_what_each_node_points_to() -> None:
    assert drawn(Graph("refers", ["x", "y"], [("x", "y"), ("x", "x")])) == [
        "refers",
        "  x -> y, x",
        "  y",
    ]


def test_json_holds_numbers_text_and_lists_and_the_text_of_all_else() -> None:
    claim = Claim("t", {Fraction(1, 6): {1}}, (float("nan"), float("inf"), 2**20_000), None)
    record = json.loads(json.dumps(terminal.as_json(claim)))
    assert record == {
        "type": "claim",
        "text": "t",
        "measured": {"1/6": [1]},
        "expected": ["nan", "inf", "an integer of 20,001 bits"],
        "verdict": "inconclusive",
    }
    spans = terminal.as_json(Timeline("t", [Span("a", 0, 1, "x")]))["spans"]
    assert spans == [{"lane": "a", "start": 0, "end": 1, "label": "x"}]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1_234_567, "1,234,567"),
        (True, "True"),
        (None, "None"),
        (0.123456, "0.123"),
        (12_345.6, "12,346"),
        (Fraction(1, 3), "1/3"),
        ([], "nothing"),
        ({}, "nothing"),
        ([1_000, 2_000], "1000, 2000"),
        ({"a": 1_000}, "a: 1000"),
        (10**18, "1000000000000000000"),
        (10**50, "1" + "0" * 36 + "..."),
        ("text", "text"),
    ],
    ids=str,
)
def test_values_are_written_for_a_reader(value: object, text: str) -> None:
    assert written(value) == text


def test_an_integer_too_long_for_decimal_is_written_by_its_size() -> None:
    assert written(2**20_000) == "an integer of 20,001 bits"


def test_what_a_reader_typed_is_quoted_escaped_and_cut() -> None:
    assert quoted("a\x1b[0m") == "'a\\x1b[0m'"
    assert len(quoted("x" * 1_000)) == 60
    assert cropped("abc", 3) == "abc"
    assert item(1_234) == "1234"


def test_axis_labels_are_short() -> None:
    numbers = (0.051, 9.87, 73, 158, 1_500, 2_500_000, 3e9)
    assert list(map(terminal.short, numbers)) == ["0.051", "9.9", "73", "158", "1.5k", "2.5M", "3G"]
