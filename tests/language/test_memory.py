"""Q38: what frees an object, told from its references, and seen by a weak reference."""

import gc
import weakref
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyinterview.language.memory import arenas, lifetime, reference_count, sightings

shapes: st.SearchStrategy[list[Any]] = st.recursive(
    st.builds(list), st.lists, max_leaves=8
)  # lists in lists, without a cycle


class Thing:
    """An object that takes weak references."""

    other: Any = None


CACHED, FROZEN = Thing(), [Thing()]


@pytest.fixture(autouse=True, scope="module")
def only_new_objects() -> Iterator[None]:
    """Let each collection look at what these tests make, so that it is quick."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def loop() -> Thing:
    """A thing that knows itself."""
    thing = Thing()
    thing.other = thing
    return thing


def held_by_a_loop(part: Any) -> Any:
    """A part of something unreachable that only the collector can free."""
    thing = loop()
    thing.part = part  # type: ignore[attr-defined] # any attribute does
    return part


def test_each_name_and_each_place_counts_as_one_reference() -> None:
    thing = Thing()
    assert reference_count(thing) == 1
    other, places = thing, [thing, thing]
    assert reference_count(thing) == reference_count(other) == 4
    del other, places
    assert reference_count(thing) == 1


@given(n=st.integers(0, 50))
def test_a_list_adds_as_many_references_as_it_has_places(n: int) -> None:
    thing = object()
    places = [thing] * n
    assert reference_count(thing) == n + 1
    assert len(places) == n


@settings(max_examples=25)
@given(shape=shapes)
def test_what_is_in_no_cycle_is_freed_by_its_count(shape: list[Any]) -> None:
    def copy(part: list[Any]) -> list[Any]:
        return [copy(inner) for inner in part]

    assert lifetime(lambda: copy(shape)) == "refcount"


@settings(max_examples=25)
@given(n=st.integers(1, 20), data=st.data())
def test_what_is_in_a_cycle_is_freed_by_the_collector(n: int, data: st.DataObject) -> None:
    back = data.draw(st.integers(0, n - 1))

    def chain_with_a_way_back() -> list[Any]:
        links: list[list[Any]] = [[] for _ in range(n)]
        for link, following in pairwise(links):
            link.append(following)
        links[-1].append(links[0])
        return links[back]

    assert lifetime(chain_with_a_way_back) == "collector"


@pytest.mark.parametrize(
    "build",
    [list, dict, object, Thing, lambda: lambda: 0, lambda: float("2.5"), lambda: {1: 2}],
    ids=range(7),
)
def test_fresh_objects_of_any_kind_are_freed_by_their_count(build: Callable[[], object]) -> None:
    assert lifetime(build) == "refcount"


def test_a_class_is_always_part_of_a_cycle() -> None:
    assert lifetime(lambda: type("Fresh", (), {})) == "collector"


@pytest.mark.parametrize("part", [Thing, list, object, lambda: float("2.5")], ids=range(4))
def test_what_only_an_unreachable_cycle_holds_waits_for_the_collector(
    part: Callable[[], object],
) -> None:
    assert lifetime(lambda: held_by_a_loop(part())) == "collector"


def test_what_something_alive_holds_is_freed_by_neither() -> None:
    kept = (float("2.5"), [1], tuple([1]))  # noqa: C409 -- a constant would belong to the code
    assert lifetime(lambda: CACHED) == "held"
    assert [lifetime(lambda part=part: part) for part in kept] == ["held"] * 3  # type: ignore[misc] # a default binds it


def test_none_and_small_numbers_outlive_every_name() -> None:
    assert lifetime(lambda: 5) == "immortal"
    assert lifetime(lambda: None) in ("immortal", "held")  # the latter in Python 3.11


def test_the_cycle_is_freed_in_the_end_and_its_finalizer_runs_once() -> None:
    ended: list[str] = []

    def build() -> Thing:
        thing = loop()
        weakref.finalize(thing, ended.append, "finalized")
        return thing

    assert lifetime(build) == "collector"
    assert ended == ["finalized"]
    assert [thing for thing in gc.get_objects() if isinstance(thing, Thing)] in ([], [CACHED])


def test_a_weak_reference_sees_when_an_object_goes() -> None:
    assert sightings(Thing) == (False, False)
    assert sightings(loop) == (True, False)
    assert sightings(lambda: CACHED) == (True, True)


def test_what_the_collector_was_told_to_forget_is_not_seen() -> None:
    assert sightings(lambda: FROZEN) == (None, None)
    assert lifetime(lambda: FROZEN) == "held"


def test_a_container_without_weak_references_is_looked_up() -> None:
    def ring() -> list[Any]:
        items: list[Any] = []
        items.append(items)
        return items

    assert sightings(list) == (False, None)
    assert sightings(ring) == (True, None)
    assert sightings(lambda: "text") == (None, None)


@pytest.mark.parametrize("look", [lifetime, sightings])
@pytest.mark.parametrize("enabled", [True, False])
def test_the_collector_is_left_as_it_was(look: Callable[..., object], *, enabled: bool) -> None:
    def fail() -> None:
        assert not gc.isenabled()
        raise LookupError

    before = gc.isenabled(), gc.get_debug(), gc.garbage[:]
    (gc.enable if enabled else gc.disable)()
    try:
        look(loop)
        with pytest.raises(LookupError):
            look(fail)
        assert gc.isenabled() is enabled
    finally:
        (gc.enable if before[0] else gc.disable)()
    assert (gc.isenabled(), gc.get_debug(), gc.garbage) == before


def test_a_few_survivors_hold_the_arenas_of_all() -> None:
    counts = arenas()
    assert counts == [] or counts[1] >= 0.8 * counts[0] > 1.5 * counts[2]
