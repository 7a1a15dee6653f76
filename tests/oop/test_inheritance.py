"""Q21: C3 on random hierarchies, next to what CPython makes of the same classes."""

import collections
import enum
import http.client
import io
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.oop import linearize

Hierarchy = dict[str, tuple[str, ...]]


@st.composite
def hierarchies(draw: st.DrawFn) -> Hierarchy:
    """Up to eight classes, each with up to three bases among those before it, in any order."""
    bases: Hierarchy = {"object": ()}
    for name in draw(st.sampled_from(["A", "ABC", "ABCDE", "ABCDEFGH"])):
        earlier = [known for known in bases if known != "object"]
        chosen = draw(st.lists(st.sampled_from(earlier), max_size=3)) if earlier else []
        bases[name] = tuple(chosen) or ("object",)
    return bases


def built(bases: Hierarchy) -> dict[str, type | None]:
    """The classes as CPython makes them; None for one that it refuses, or whose base it does."""
    classes: dict[str, type | None] = {"object": object}
    for name in list(bases)[1:]:
        parents = [kind for base in bases[name] if (kind := classes[base]) is not None]
        try:
            whole = len(parents) == len(bases[name])
            classes[name] = type(name, tuple(parents), {}) if whole else None
        except TypeError:
            classes[name] = None
    return classes


DIAMOND = {"object": (), "A": ("object",), "B": ("A",), "C": ("A",), "D": ("B", "C")}
CROSSED = {**DIAMOND, "E": ("C", "B"), "F": ("D", "E")}
BASE_FIRST = {"object": (), "A": ("object",), "B": ("A",), "C": ("A", "B")}
TWICE = {"object": (), "A": ("object",), "B": ("A", "A")}


@given(bases=hierarchies())
@example(bases=DIAMOND)
@example(bases=CROSSED)
@example(bases=BASE_FIRST)
@example(bases=TWICE)
def test_a_hierarchy_in_words_is_ordered_or_refused_as_cpython_does(bases: Hierarchy) -> None:
    for name, kind in built(bases).items():
        if kind is None:
            with pytest.raises(TypeError):
                linearize(name, bases.__getitem__)
        else:
            expected = tuple(each.__name__ for each in kind.__mro__)
            assert linearize(name, bases=bases.__getitem__) == expected


@given(bases=hierarchies())
def test_a_class_is_ordered_by_its_bases_alone(bases: Hierarchy) -> None:
    for kind in built(bases).values():
        if kind is not None:
            assert linearize(kind) == kind.__mro__


@given(bases=hierarchies())
def test_the_order_of_each_base_and_of_the_bases_is_kept(bases: Hierarchy) -> None:
    for name, kind in built(bases).items():
        if kind is not None:
            order = linearize(name, bases.__getitem__)
            assert within(bases[name], order)
            assert all(within(linearize(base, bases.__getitem__), order) for base in bases[name])


def within(part: Sequence[str], order: Sequence[str]) -> bool:
    """Whether *part* stands in *order*, in the same order."""
    return [name for name in order if name in part] == list(part)


@pytest.mark.parametrize(
    "kind",
    [
        object,
        type,
        bool,
        OSError,
        collections.OrderedDict,
        collections.abc.MutableMapping,
        enum.IntFlag,
        http.client.IncompleteRead,
        io.TextIOWrapper,
    ],
)
def test_classes_of_the_standard_library_have_the_order_that_cpython_stored(kind: type) -> None:
    assert linearize(kind) == kind.__mro__


def test_the_example_of_the_paper_on_python_2_3() -> None:
    bases = {"O": "", "D": "O", "E": "O", "F": "O", "B": "DE", "C": "DF", "A": "BC"}
    assert "".join(linearize("A", bases.__getitem__)) == "ABCDEFO"
    bases["B"] = "ED"
    assert "".join(linearize("A", bases.__getitem__)) == "ABECDFO"


def test_bases_may_come_in_any_sequence_of_anything_that_can_be_hashed() -> None:
    bases = {3: [2, 1], 2: [0], 1: (0,), 0: ()}
    assert linearize(3, bases.__getitem__) == (3, 2, 1, 0)
    assert linearize((), bases=lambda _: ()) == ((),)


def test_the_bases_are_left_as_they_were() -> None:
    bases = {"D": ["B", "C"], "B": ["A"], "C": ["A"], "A": []}
    assert linearize("D", bases.__getitem__) == ("D", "B", "C", "A")
    assert bases == {"D": ["B", "C"], "B": ["A"], "C": ["A"], "A": []}


@pytest.mark.parametrize(
    "bases", [{"A": "A"}, {"A": "B", "B": "A"}, {"A": "B", "B": "C", "C": "B"}]
)
def test_a_class_that_inherits_from_itself_is_a_type_error(bases: dict[str, str]) -> None:
    with pytest.raises(TypeError):
        linearize("A", bases.__getitem__)


def test_a_base_that_cannot_be_looked_up_is_an_error_of_the_look_up() -> None:
    with pytest.raises(KeyError):
        linearize("A", {"A": "B"}.__getitem__)


def test_each_class_is_linearized_once_however_many_paths_lead_to_it() -> None:
    layers = 20  # a tower of diamonds: 2**20 paths from the top to the root
    tower: dict[str, tuple[str, ...]] = {"0": ()}
    for n in range(layers):
        tower |= {f"left{n}": (f"{n}",), f"right{n}": (f"{n}",)}
        tower[f"{n + 1}"] = (f"left{n}", f"right{n}")
    asked: list[str] = []

    def bases(name: str) -> tuple[str, ...]:
        asked.append(name)
        assert len(asked) <= 4 * len(tower), "the paths are walked, not the classes"
        return tower[name]

    order = linearize(f"{layers}", bases)
    assert sorted(order) == sorted(tower)
    assert order[:4] == ("20", "left19", "right19", "19")
