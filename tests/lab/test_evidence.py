"""Evidence is plain data: whoever runs a demo decides how it looks."""

from collections.abc import Sequence
from typing import get_args

import pytest

from pyinterview.lab.evidence import (
    BadInput,
    Chart,
    Claim,
    Demo,
    Evidence,
    Graph,
    Span,
    Table,
    Timeline,
    brief,
)


def demo() -> Demo:
    """Evidence of every kind."""
    yield "narration"
    yield Table("looks", ("look", "index"), [(1, 7)])
    yield Chart("growth", (10, 100), {"ours": (10, 100)})
    yield Timeline("a request", [Span("database", 0.0, 1.5, "select")])
    yield Graph("objects", ("a", "b"), [("a", "b")])
    yield Claim("it is right", measured=3, expected=3, holds=True)


def test_a_demo_yields_six_kinds_of_evidence() -> None:
    assert [type(piece) for piece in demo()] == list(get_args(Evidence))


def test_evidence_is_told_apart_by_type_and_read_by_name() -> None:
    _, table, chart, timeline, graph, claim = demo()
    assert isinstance(table, Table)
    assert (table.title, table.columns, table.rows) == ("looks", ("look", "index"), [(1, 7)])
    assert isinstance(chart, Chart)
    assert chart.series["ours"][-1] == chart.x[-1] == 100
    assert isinstance(timeline, Timeline)
    assert timeline.spans[0].end - timeline.spans[0].start == 1.5
    assert isinstance(graph, Graph)
    assert {node for edge in graph.edges for node in edge} == set(graph.nodes)
    assert isinstance(claim, Claim)
    assert (claim.measured, claim.expected, claim.holds) == (3, 3, True)


def test_input_that_cannot_be_used_is_a_value_error() -> None:
    with pytest.raises(ValueError, match="--items is empty"):
        raise BadInput("--items is empty: give at least one number")


@pytest.mark.parametrize(
    ("items", "said"),
    [
        ([], "[]"),
        ("ab", "['a', 'b']"),
        ([1, 2, 3], "[1, 2, 3]"),
        ([1, 2, 3, 4], "[1, 2, 3, ...] (4 items)"),
        (range(1_000), "[0, 1, 2, ...] (1,000 items)"),
    ],
)
def test_a_long_list_is_cut_and_its_length_is_said(items: Sequence[object], said: str) -> None:
    assert brief(items, most=3) == said


def test_up_to_twenty_items_are_shown_whole() -> None:
    assert brief(range(20)) == str(list(range(20)))
    assert brief(range(21)) == f"{str(list(range(20)))[:-1]}, ...] (21 items)"
