"""Q2: what a list and a tuple weigh, how a list grows, and what may be a key."""

import sys
from collections import namedtuple
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.language.sequences import (
    capacity_steps,
    footprint,
    instructions,
    unhashable_path,
)

atoms = st.none() | st.booleans() | st.integers() | st.text()
constants = st.recursive(atoms, lambda inner: st.lists(inner).map(tuple), max_leaves=8)
values = st.recursive(
    atoms,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(atoms, inner),
    max_leaves=8,
)


@given(n=st.integers(0, 5_000))
def test_a_list_and_a_tuple_differ_by_the_same_bytes_at_any_length(n: int) -> None:
    as_list, as_tuple = footprint(n)
    assert as_list - as_tuple == sys.getsizeof([]) - sys.getsizeof(()) > 0
    assert as_list - footprint(0)[0] == as_tuple - footprint(0)[1]


@given(n=st.integers(0, 5_000))
def test_a_list_has_room_for_what_it_holds_and_moves_only_when_it_is_full(n: int) -> None:
    steps = capacity_steps(n)
    assert all(length <= capacity for length, capacity in steps)
    assert all(after == capacity + 1 for (_, capacity), (after, _) in pairwise(steps))
    assert n == 0 or steps[-1][1] >= n


def test_a_million_appends_take_86_blocks() -> None:
    assert len(capacity_steps(1_000_000)) == 86


def test_a_list_takes_about_an_eighth_more_than_it_needs() -> None:
    assert all(capacity / length < 1.13 for length, capacity in capacity_steps(100_000)[40:])


@given(value=constants)
@example(value=())
@example(value=(1, (2, "three", None)))
def test_a_tuple_of_constants_is_one_constant_however_nested(value: object) -> None:
    assert len(instructions(repr(value))) == 1


@given(value=values)
@example(value=(1, []))
def test_a_literal_is_built_by_several_instructions_if_a_list_or_dict_is_in_it(
    value: object,
) -> None:
    names = instructions(repr(value))
    built = any(name.startswith("BUILD") for name in names)
    assert built == (unhashable_path(value) is not None)


@given(value=values)
@example(value=(1, ([2], {})))
def test_the_path_leads_to_the_first_value_that_does_not_hash(value: object) -> None:
    path = unhashable_path(value)
    if path is None:
        assert isinstance(hash(value), int)
        return
    with pytest.raises(TypeError) as refusal:
        hash(value)
    culprit = value
    for index in path:
        assert isinstance(culprit, tuple)
        assert all(unhashable_path(item) is None for item in culprit[:index])
        culprit = culprit[index]
    assert not isinstance(culprit, tuple)
    assert repr(type(culprit).__name__) in str(refusal.value)


def test_the_path_of_a_list_is_empty() -> None:
    assert unhashable_path([]) == ()


def test_a_tuple_of_a_class_that_forbids_hashing_is_itself_the_culprit() -> None:
    class Unhashable(namedtuple("Pair", "left right")):  # noqa: PYI024 -- a class to derive from
        __slots__ = ()
        __hash__ = None  # type: ignore[assignment] # that is how a class says so

    assert unhashable_path((0, Unhashable(1, 2))) == (1,)


def test_a_tuple_in_a_named_tuple_is_looked_into() -> None:
    pair = namedtuple("pair", "left right")  # noqa: PYI024 -- no types are of interest
    assert unhashable_path(pair(1, (2, set()))) == (1, 1)


# What the answer says.


def test_adding_to_a_list_in_a_tuple_both_fails_and_succeeds() -> None:
    t: tuple[list[int]] = ([],)
    with pytest.raises(TypeError):
        t[0] += [1]
    assert t == ([1],)


def test_a_copy_of_a_tuple_is_the_tuple_itself_and_a_copy_of_a_list_never() -> None:
    t, items = tuple(range(3)), list(range(3))
    assert tuple(t) is t
    assert t[:] is t
    assert list(items) is not items
    assert items[:] is not items
