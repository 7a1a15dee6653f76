"""Q21: what the demo shows for hierarchies and classes of a reader's, and what it refuses."""

import sys
from pathlib import Path
from typing import Any

import pytest

from pyinterview.lab.evidence import BadInput, Claim, Graph, Table
from pyinterview.oop import inheritance, linearize
from pyinterview.oop.inheritance import demo_inheritance


def claims(classes: str) -> list[Claim]:
    """The verdicts of the demo."""
    return [piece for piece in demo_inheritance(classes) if isinstance(piece, Claim)]


def table(classes: str) -> Table:
    """The steps of the merge."""
    return next(piece for piece in demo_inheritance(classes) if isinstance(piece, Table))


@pytest.mark.parametrize(
    "classes",
    [
        "D(B,C) B(A) C(A)",
        "A",
        "A()",
        "D(B, C); B(A), C(A)\nA(object)",
        "A(object)",
        "X(A,B) B(A)",
        "X(A,A)",
        "Y(X) X(A,B) B(A)",
        "X(object,A)",
        "Caf\u00e9(Th\u00e9)",
        "collections:OrderedDict",
        "builtins:object",
        "enum:IntFlag",
        "".join(f"c{n}(c{n + 1})" for n in range(100)),
        "A(" + ",".join(f"b{n}" for n in range(200)) + ")",
    ],
)
def test_every_claim_holds_for_any_classes(classes: str) -> None:
    found = claims(classes)
    assert len(found) == 5
    assert all(claim.holds for claim in found), found


def test_every_head_and_the_reason_are_shown() -> None:
    assert [tuple(row) for row in table("D(B,C) B(A) C(A)").rows] == [
        (1, ["B", "C", "B"], "B", "the first head"),
        (2, ["A", "C", "C"], "C", "waiting: A"),
        (3, ["A", "A"], "A", "the first head"),
        (4, ["object", "object"], "object", "the first head"),
    ]


def test_the_hierarchy_is_a_graph() -> None:
    graph = next(piece for piece in demo_inheritance("B(A)") if isinstance(piece, Graph))
    assert graph.nodes == ["B", "A", "object"]
    assert graph.edges == [("B", "A"), ("A", "object")]


def test_what_is_defined_nowhere_is_said() -> None:
    said = next(iter(demo_inheritance("D(B,C) B(A)")))
    assert said == "Defined nowhere, so deriving from object alone: A, C."
    assert isinstance(next(iter(demo_inheritance("A"))), Graph)


def test_cpythons_own_verdict_on_a_hierarchy_without_an_order_is_shown() -> None:
    evidence = list(demo_inheritance("X(A,B) B(A)"))
    said = [piece for piece in evidence if isinstance(piece, str)]
    assert said[1].startswith("CPython refuses X: TypeError: Cannot create a consistent")
    assert said[3] == (
        "There C3 stops: no order suits all bases: each of A, B, A stands behind another."
    )
    assert not any(isinstance(piece, Table) for piece in evidence)
    assert claims("X(A,B) B(A)")[0][1:] == ("TypeError", "TypeError", True)


def test_where_there_is_an_order_nothing_stops() -> None:
    said = [piece for piece in demo_inheritance("D(B,C) B(A) C(A)") if isinstance(piece, str)]
    assert [piece for piece in said if "stops" in piece or "refuses" in piece] == []


def test_the_class_that_is_refused_is_the_one_shown() -> None:
    said = [piece for piece in demo_inheritance("Y(X) X(A,B) B(A)") if isinstance(piece, str)]
    assert said[2].startswith("X comes first; then merge(")


def test_a_class_in_difference_is_the_one_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong(cls: Any, *bases: Any) -> tuple[Any, ...]:
        return linearize(cls, *bases)[::-1] if cls == "C" else linearize(cls, *bases)

    monkeypatch.setattr(inheritance, "linearize", wrong)
    claim = claims("D(B,C) B(A) C(A)")[0]
    assert claim[1:] == (["object", "A", "C"], ["C", "A", "object"], False)


def test_a_long_merge_is_cut_and_says_so() -> None:
    long = "A(" + ",".join(f"b{n}" for n in range(30)) + ")"
    assert table(long).title.endswith(", 20 of 31 steps")
    assert len(table(long).rows) == 20
    graph = next(piece for piece in demo_inheritance(long) if isinstance(piece, Graph))
    assert len(graph.nodes) == 30
    assert any(
        isinstance(piece, str) and piece.endswith("...):") and len(piece) < 500
        for piece in demo_inheritance(long)
    )


def test_a_class_of_the_readers_own_is_imported_from_the_working_directory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine_to_order.py").write_text(
        "class A: pass\nclass B(A): pass\nclass C(A): pass\nclass D(B, C): pass\n",
        encoding="utf-8",
    )
    before = sys.path[:]
    claim = claims("mine_to_order:D")[0]
    assert claim.measured == [f"mine_to_order.{name}" for name in "DBCA"] + ["object"]
    assert claim.holds
    assert sys.path == before


def test_a_class_whose_metaclass_has_an_order_of_its_own_is_no_counterexample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "mine_to_reverse.py").write_text(
        "class Meta(type):\n"
        "    def mro(cls):\n"
        "        alone = len(cls.__bases__) < 2\n"
        "        first, *rest = super().mro() if alone else [cls, *cls.__bases__]\n"
        "        return [first, *rest]\n"
        "class A(metaclass=Meta): pass\n"
        "class B(A): pass\n"
        "class C(A, B): pass\n"
        "class D(C): pass\n",
        encoding="utf-8",
    )
    for name, measured in (("C", "TypeError, but "), ("D", "TypeError, but "), ("B", "['mine")):
        claim = claims(f"mine_to_reverse:{name}")[0]
        assert claim.holds is None
        assert str(claim.measured).startswith(measured)
        assert str(claim.measured).endswith(f"metaclass of mine_to_reverse.{name} overrides mro")


@pytest.mark.parametrize(
    ("classes", "sentence"),
    [
        ("", "--classes: '' is neither a class such as D(B,C) nor module:Class"),
        ("1,x,3", "--classes: '1,x,3' is neither a class"),
        ("A B(", "--classes: '(' is neither a class"),
        ("A(B C)", "--classes: 'A(B C)' is neither a class"),
        ("A(B,)", "--classes: 'A(B,)' is neither a class"),
        ("A(1)", "--classes: 'A(1)' is neither a class"),
        ("A A", "--classes: 'A' is defined already; give it another name"),
        ("object", "--classes: 'object' is defined already"),
        ("A(A)", "--classes: a class inherits from itself: A -> A"),
        ("A(B) B(A)", "--classes: a class inherits from itself: "),
        ("A " * 501, "--classes: 1,002 characters are too many; 1,000 will do"),
        ("nowhere_at_all:D", "--classes: cannot import 'nowhere_at_all': ModuleNotFoundError"),
        ("collections:Contour", "--classes: 'collections' has no 'Contour'"),
        ("collections:", "--classes: 'collections:' is not of the form module:"),
        ("json:dumps", "--classes: 'json:dumps' is not a class; name one, as collections:Counter"),
    ],
)
def test_what_is_no_hierarchy_is_refused_before_anything_is_shown(
    classes: str, sentence: str
) -> None:
    with pytest.raises(BadInput) as caught:
        next(demo_inheritance(classes))
    assert str(caught.value).startswith(sentence)
    assert len(str(caught.value)) < 200


def test_the_order_of_a_tower_is_found_at_any_depth() -> None:
    assert len(linearize(1_100, lambda n: [n - 1] if n else [])) == 1_101


def test_nothing_but_a_class_has_an_order() -> None:
    wrong: Any = 3
    with pytest.raises(AttributeError):
        linearize(wrong)
    bases: dict[Any, list[Any]] = {0: [None, 1], 1: [None], None: []}
    with pytest.raises(TypeError, match="each of None, 1, None stands behind another"):
        linearize(0, bases.__getitem__)


def test_an_error_of_a_mistaken_linearize_is_a_claim_that_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refusing(cls: Any, bases: Any = None) -> tuple[Any, ...]:
        if isinstance(cls, type) and len(cls.__bases__) > 1 and cls.__module__ != __name__:
            raise TypeError(cls)
        return linearize(cls, bases) if bases else linearize(cls)

    monkeypatch.setattr(inheritance, "linearize", refusing)
    everywhere = next(piece for piece in inheritance._everywhere() if isinstance(piece, Claim))  # noqa: SLF001 -- its inside
    assert everywhere.holds is False
