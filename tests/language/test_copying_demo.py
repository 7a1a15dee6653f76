"""Q25: what the demo shows for any JSON, and what only ours promises: speed, depth, no library."""

import ast
import copy
import json
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyinterview.lab.evidence import BadInput, Claim, Graph, Table
from pyinterview.language import copying, deep_copy, shallow_copy
from pyinterview.language.copying import demo_deep_copy

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def claims(value: str) -> list[Claim]:
    return [piece for piece in demo_deep_copy(value) if isinstance(piece, Claim)]


def calls_into_c(run: Callable[[], object]) -> list[str]:
    """Return the names of the built-ins that *run* calls."""
    called: list[str] = []

    def note(_: FrameType, event: str, function: Any) -> None:
        if event == "c_call":
            called.append(function.__name__)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        run()
    finally:
        sys.setprofile(before)
    return called


@settings(max_examples=15)  # each measures all of the demo
@given(value=values)
def test_every_claim_holds_for_any_json(value: Any) -> None:
    assert all(claim.holds for claim in claims(json.dumps(value)))


@pytest.mark.parametrize("value", ["1e999", "[[]]", "[" * 100 + "]" * 100, '"\\ud800"'])
def test_every_claim_holds_for_json_at_its_edges(value: str) -> None:
    assert all(claim.holds for claim in claims(value))


def test_the_diagrams_show_what_is_shared() -> None:
    alias, shallow, deep = (piece for piece in demo_deep_copy("[[1]]") if isinstance(piece, Graph))
    assert alias.nodes == ["x", "y", "#1 [#2]", "#2 [1]"]
    assert shallow.edges == [
        ("x", "#1 [#3]"),
        ("y", "#2 [#3]"),
        ("#1 [#3]", "#3 [1]"),
        ("#2 [#3]", "#3 [1]"),
    ]
    assert deep.edges == [
        ("x", "#1 [#3]"),
        ("y", "#2 [#4]"),
        ("#1 [#3]", "#3 [1]"),
        ("#2 [#4]", "#4 [1]"),
    ]


def test_a_large_diagram_is_cut_and_says_so() -> None:
    graph = next(piece for piece in demo_deep_copy(str([[]] * 50)) if isinstance(piece, Graph))
    assert graph.title == "After y = x (the first 12 of 51 lists and dicts)"
    assert len(graph.nodes) == 14
    assert max(map(len, graph.nodes)) == 40


def test_the_change_is_made_where_the_first_list_or_dict_is_innermost() -> None:
    table = next(
        piece for piece in demo_deep_copy('[0, {"a": {}}, []]') if isinstance(piece, Table)
    )
    assert [row[0] for row in table.rows] == ["y.append(1)", "y[1]['a']['new'] = object()"]


@pytest.mark.parametrize("value", ['{"a": ', "", "[NaN]", "[Infinity]", "{'a': 1}", "9" * 5_000])
def test_what_is_not_json_is_refused_with_an_example(value: str) -> None:
    with pytest.raises(BadInput, match=r"--value: .* cannot be read as JSON .* write it like"):
        next(demo_deep_copy(value))


@pytest.mark.parametrize("depth", [101, 1_000_000])
def test_json_that_is_nested_too_deep_is_refused(depth: int) -> None:
    with pytest.raises(BadInput, match="is nested more than 100 levels deep; give a part of it"):
        next(demo_deep_copy("[" * depth + "]" * depth))


def test_the_diagram_of_a_wrong_copy_of_an_atom_is_drawn_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(copying, "deep_copy", lambda _, memo=None: [memo])
    assert [claim.holds for claim in claims("7")][:3] == [True, False, False]


def test_the_module_neither_imports_nor_calls_the_library_it_replaces() -> None:
    tree = ast.parse(Path(copying.__file__).read_text(encoding="utf-8"))
    imported = {
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in [*(alias.name for alias in node.names), getattr(node, "module", "")]
    }
    assert not {"copy", "deepcopy"} & imported


@pytest.mark.parametrize("kind", [list, dict, set, bytearray])
def test_a_shallow_copy_of_a_built_in_is_one_call_into_c(kind: Callable[..., Any]) -> None:
    x = kind(zip(range(100), range(100), strict=True)) if kind is dict else kind(range(100))
    called = calls_into_c(lambda: shallow_copy(x))
    assert called.count("copy") == 1
    assert not {"__reduce_ex__", "append", "__setitem__"} & {*called}


@pytest.mark.parametrize(
    "part",
    [None, ..., NotImplemented, True, 1, 1.5, 1j, "a", b"a", range(3), len],
    ids=lambda part: type(part).__name__,
)
def test_an_atom_is_not_even_asked_how_to_copy_it(part: object) -> None:
    for x in (part, [part], (part,), {1: part}):
        assert "__reduce_ex__" not in calls_into_c(partial(deep_copy, x))
    for x in (part, (part,)):
        assert "__reduce_ex__" not in calls_into_c(partial(shallow_copy, x))


def depth_of(copied: Callable[[Any], Any]) -> int:
    """Return how many levels of lists *copied* manages from here."""
    x: list[Any] = []
    for depth in range(sys.getrecursionlimit()):
        x = [x]
        try:
            copied(x)
        except RecursionError:
            return depth
    raise AssertionError(copied)


def test_nesting_may_be_as_deep_as_in_the_library_and_then_is_an_error() -> None:
    assert depth_of(deep_copy) >= depth_of(copy.deepcopy)


def test_a_hook_may_hand_the_memo_to_the_standard_library() -> None:
    class Pair:
        def __init__(self, left: Any, right: Any) -> None:
            self.left, self.right = left, right

        def __deepcopy__(self, memo: dict[int, Any]) -> "Pair":
            return Pair(copy.deepcopy(self.left, memo), deep_copy(self.right, memo))

    shared = [1]
    y: list[Any] = deep_copy([shared, Pair(shared, shared)])
    assert y[0] is y[1].left is y[1].right
    assert y[0] is not shared
