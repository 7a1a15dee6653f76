"""Q25: how you would convince an interviewer that a copy is one, and that it is deep."""

import copy
import copyreg
import re
import threading
from abc import ABC
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from reprlib import recursive_repr
from types import MethodType
from typing import Any, Self
from weakref import ref

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.language import deep_copy, shallow_copy

BOTH = [shallow_copy, deep_copy]
Copy = Callable[[Any], Any]


class Box:
    """An ordinary object: its attributes stand in a dict."""

    def __init__(self, content: Any = None) -> None:
        self.content = content

    @recursive_repr()
    def __repr__(self) -> str:
        return f"Box({self.content!r})"


class Row(list[Any]):
    """A list with attributes."""

    @recursive_repr()
    def __repr__(self) -> str:
        return f"Row({list(self)})"


class Index(dict[Any, Any]):
    """A dict with attributes."""

    @recursive_repr()
    def __repr__(self) -> str:
        return f"Index({dict(self)})"


class Notes(dict[int, Any]):
    """A memo that shows how much is in it, and no ids."""

    def __repr__(self) -> str:
        return f"{len(self)} notes"


KINDS: dict[str, Callable[[], Any]] = {"list": list, "dict": dict, "Box": Box, "Row": Row}
plans = st.lists(st.tuples(st.sampled_from([*KINDS, "tuple"]), st.lists(st.integers(0, 7))))


def graph(plan: list[tuple[str, list[int]]]) -> list[Any]:
    """Build the objects of a plan, each with references to those that its numbers name.

    A tuple can only hold what was there before it; through a list it can hold itself.
    """
    nodes: list[Any] = []
    for kind, targets in plan:
        earlier = [nodes[at] for at in targets if at < len(nodes)]
        nodes.append((7, *earlier) if kind == "tuple" else KINDS[kind]())
    for node, (kind, targets) in zip(nodes, plan, strict=True):
        parts = [nodes[at] for at in targets if at < len(nodes)]
        if kind in {"list", "Row"}:
            node.extend(parts)
        elif kind == "dict":
            node.update(enumerate(parts))
        elif kind == "Box":
            node.content = parts
    return nodes


def parts(value: Any) -> list[Any]:
    """Return what an object of a graph holds."""
    if isinstance(value, Box):
        return [value.content]
    if isinstance(value, dict):
        return [*value, *value.values()]
    return list(value) if isinstance(value, list | tuple | deque) else []


def pairs(one: Any, other: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the objects of two graphs that stand in the same place."""
    todo, seen = [(one, other)], set()
    while todo:
        pair = todo.pop()
        if (id(pair[0]), id(pair[1])) not in seen:
            seen.add((id(pair[0]), id(pair[1])))
            yield pair
            todo += zip(parts(pair[0]), parts(pair[1]), strict=True)


def same_shape(one: Any, other: Any) -> bool:
    """Tell whether two graphs agree in types and in what is shared: a one-to-one relation."""
    found = list(pairs(one, other))
    there = {(id(a), id(b)) for a, b in found}
    return all(type(a) is type(b) for a, b in found) and (
        len(there) == len({a for a, _ in there}) == len({b for _, b in there})
    )


# What is copied, and how deep.


@given(items=st.lists(st.lists(st.integers())))
@pytest.mark.parametrize("kind", [list, Row, deque, dict, Index, OrderedDict, Box])
def test_a_shallow_copy_is_another_object_with_the_very_same_items(
    kind: type[Any], items: list[list[int]]
) -> None:
    x = kind(enumerate(items) if issubclass(kind, dict) else items)
    y = shallow_copy(x)
    assert y is not x
    assert type(y) is type(x)
    assert all(new is old for new, old in zip(parts(y), parts(x), strict=True))


@given(plan=plans)
@example(plan=[("list", [0])])
@example(plan=[("list", [1]), ("tuple", [0])])
@example(plan=[("dict", [1, 1]), ("Box", [0])])
def test_a_deep_copy_has_the_same_shape_and_shares_nothing_that_can_change(
    plan: list[tuple[str, list[int]]],
) -> None:
    x = graph(plan)
    y = deep_copy(x)
    assert same_shape(x, y)
    assert same_shape(copy.deepcopy(x), y)
    assert all(old is not new for old, new in pairs(x, y) if isinstance(old, list | dict | Box))


def test_what_is_shared_stays_shared() -> None:
    row = [0]
    y: list[Any] = deep_copy([row, row, {"row": row}])
    assert y[0] is y[1] is y[2]["row"]
    assert y[0] is not row


def test_the_memo_maps_the_id_of_an_original_to_its_copy() -> None:
    memo = Notes()
    x: list[Any] = [[1], Box()]
    y = deep_copy(x, memo)
    assert memo[id(x)] is y
    assert memo[id(x[0])] is y[0]
    assert memo[id(x[1])] is y[1]
    assert deep_copy(x, memo=memo) is y


def test_a_cycle_through_a_list_stays_a_cycle() -> None:
    x: list[Any] = []
    x.append(x)
    y = deep_copy(x)
    assert y[0] is y
    assert y is not x


def test_a_cycle_through_a_dict_stays_a_cycle() -> None:
    x: dict[str, Any] = {}
    x["me"] = x
    y = deep_copy(x)
    assert y["me"] is y
    assert y is not x


def test_a_cycle_through_an_attribute_stays_a_cycle() -> None:
    x = Box()
    x.content = x
    y = deep_copy(x)
    assert y.content is y
    assert y is not x


def test_a_cycle_through_a_tuple_stays_a_cycle() -> None:
    x: tuple[list[Any]] = ([],)
    x[0].append(x)
    y = deep_copy(x)
    assert y[0][0] is y
    assert y is not x


def test_an_object_met_on_many_ways_is_copied_once() -> None:
    made = []

    class Node:
        def __init__(self, below: list[Any]) -> None:
            self.below = below

        def __deepcopy__(self, memo: dict[int, Any]) -> "Node":
            made.append(self)
            return Node(deep_copy(self.below, memo))

    node = Node([None] * 20)
    for _ in range(12):
        node = Node([node] * 20)  # 20**12 ways to the first node
    deep_copy([node] * 20)
    assert len(made) == 13


def test_an_object_whose_copy_is_none_is_asked_once_too() -> None:
    asked = []

    class Gone:
        def __deepcopy__(self, memo: dict[int, Any]) -> None:
            asked.append(memo)

    assert deep_copy([Gone()] * 20) == [None] * 20
    assert len(asked) == 1


def test_nesting_may_be_hundreds_of_levels_deep() -> None:
    x: list[Any] = []
    for _ in range(250):
        x = [x]
    y, depth = deep_copy(x), 0
    while y:
        (y,) = y
        depth += 1
    assert depth == 250


@pytest.mark.parametrize("copied", BOTH)
@pytest.mark.parametrize("x", [{1, 2}, bytearray(b"12")], ids=["set", "bytearray"])
def test_a_set_and_a_bytearray_are_copied_too(x: Any, copied: Copy) -> None:
    y = copied(x)
    assert y == x
    assert type(y) is type(x)
    assert y is not x


# What cannot change is not copied.


def a_function() -> None:
    """Stand for any function."""


class Abstract(ABC):  # noqa: B024 -- a class whose metaclass is not type
    """Stand for any class with a metaclass."""


ATOMS = {
    "None": None,
    "Ellipsis": ...,
    "NotImplemented": NotImplemented,
    "bool": True,
    "int": 10**30,
    "float": 2.5,
    "complex": 3j,
    "str": "text",
    "bytes": b"bytes",
    "range": range(3),
    "class": Box,
    "class with a metaclass": Abstract,
    "built-in function": len,
    "method of a list": [1].append,
    "function": a_function,
    "code": a_function.__code__,
    "pattern": re.compile("a"),
    "property": property(),
}


@pytest.mark.parametrize("copied", BOTH)
@pytest.mark.parametrize("name", ATOMS)
def test_what_cannot_change_is_its_own_copy(name: str, copied: Copy) -> None:
    atom = ATOMS[name]
    assert copied(atom) is atom
    assert copied([atom])[0] is atom
    assert copied({"key": atom})["key"] is atom


@pytest.mark.parametrize("copied", BOTH)
def test_a_weak_reference_goes_on_to_refer_to_the_original(copied: Copy) -> None:
    box = Box()
    weak = ref(box)
    assert copied(weak) is weak


@pytest.mark.parametrize("fixed", [([],), frozenset([1]), slice(1, 2)], ids=repr)
def test_a_tuple_a_frozenset_and_a_slice_are_their_own_shallow_copies(fixed: object) -> None:
    assert shallow_copy(fixed) is fixed


def test_a_tuple_is_copied_deep_only_if_something_in_it_was() -> None:
    fixed = ((1, "a"), None)
    assert deep_copy(fixed) is fixed
    x = ((1, [2]), None)
    y = deep_copy(x)
    assert y == x
    assert y is not x
    assert y[0][1] is not x[0][1]


def test_keys_are_copied_deep_as_values_are() -> None:
    key = Box([])
    for kind in (dict, Index):
        (new,) = deep_copy(kind({key: key}))
        assert new is not key
        assert new.content is not key.content


def test_a_bound_method_is_bound_to_the_copy_of_its_object() -> None:
    x = Box()
    x.content = MethodType(lambda self: self, x)  # which no name on the class leads to
    y = deep_copy(x)
    assert y.content() is y


# Objects that say themselves how they are copied.


@pytest.mark.parametrize("copied", BOTH)
def test_the_initializer_is_not_called(copied: Copy) -> None:
    class Counted:
        made = 0

        def __init__(self) -> None:
            Counted.made += 1

    assert type(copied(Counted())) is Counted
    assert Counted.made == 1


@pytest.mark.parametrize("copied", BOTH)
def test_a_class_may_define_its_own_copy(copied: Copy) -> None:
    class Named:
        name = "original"

        def __copy__(self) -> "Named":
            y = Named()
            y.name = "shallow_copy"
            return y

        def __deepcopy__(self, memo: dict[int, Any]) -> "Named":
            y = Named()
            y.name = "deep_copy"
            return y

    assert copied(Named()).name == copied.__name__


@pytest.mark.parametrize("copied", BOTH)
def test_slots_are_copied_without_those_never_set(copied: Copy) -> None:
    class Slotted:
        __slots__ = ("left", "right")
        left: list[int]
        right: list[int]

    x = Slotted()
    x.left = [1]
    y = copied(x)
    assert y.left == [1]
    assert (y.left is x.left) == (copied is shallow_copy)
    assert not hasattr(y, "right")


@pytest.mark.parametrize("copied", BOTH)
def test_slots_and_attributes_may_stand_side_by_side(copied: Copy) -> None:
    class Slotted:
        __slots__ = ("left",)
        left: int

    class Mixed(Slotted):
        right: int

    x = Mixed()
    x.left, x.right = 1, 2
    y = copied(x)
    assert (y.left, y.right) == (1, 2)


@pytest.mark.parametrize("copied", BOTH)
@pytest.mark.parametrize("kind", [Row, Index])
def test_a_list_or_dict_of_a_class_of_its_own_keeps_items_and_attributes(
    kind: Any, copied: Copy
) -> None:
    x: Any = kind({0: [1]}) if kind is Index else kind([[1]])
    x.name = ["n"]
    y = copied(x)
    assert type(y) is kind
    assert (y, y.name) == (x, ["n"])
    assert (y[0] is x[0]) == (y.name is x.name) == (copied is shallow_copy)


@pytest.mark.parametrize("copied", BOTH)
def test_the_state_is_what_the_object_says_even_if_it_is_false(copied: Copy) -> None:
    class Meter:
        def __init__(self, value: float) -> None:
            self.value = value
            self.broken = True

        def __getstate__(self) -> float:
            return self.value

        def __setstate__(self, state: float) -> None:
            self.value = state
            self.broken = False

    y = copied(Meter(0.0))
    assert (y.value, y.broken) == (0.0, False)


@pytest.mark.parametrize("copied", BOTH)
def test_an_object_without_state_is_copied_too(copied: Copy) -> None:
    class Empty:
        def __getstate__(self) -> None:
            return None

        def __setstate__(self, state: Any) -> None:
            raise AssertionError(state)

    x = Empty()
    y = copied(x)
    assert type(y) is Empty
    assert y is not x


@pytest.mark.parametrize("copied", BOTH)
def test_a_pair_of_attributes_and_slots_may_lack_either(copied: Copy) -> None:
    class Half:
        def __init__(self, state: Any) -> None:
            self.state = state

        def __reduce__(self) -> Any:
            return Half, (0,), self.state

    assert vars(copied(Half((None, {"size": 3})))) == {"state": 0, "size": 3}
    assert vars(copied(Half(({"size": 3}, None)))) == {"state": 0, "size": 3}


@pytest.mark.parametrize("copied", BOTH)
def test_new_gets_its_arguments_back(copied: Copy) -> None:
    class Metres(float):
        unit: str

        def __new__(cls, value: float, *, unit: str) -> Self:
            y = super().__new__(cls, value)
            y.unit = unit
            return y

        def __getnewargs_ex__(self) -> Any:
            return (float(self),), {"unit": self.unit}

    y = copied(Metres(2.5, unit="m"))
    assert (float(y), y.unit) == (2.5, "m")


def test_the_arguments_of_a_constructor_are_copied_deep_too() -> None:
    x = {Box([])}
    (new,), (old,) = deep_copy(x), x
    assert new is not old
    assert new.content is not old.content
    assert deep_copy(frozenset(x)) is not x


@pytest.mark.parametrize("copied", BOTH)
def test_a_class_may_be_registered_with_copyreg(
    copied: Copy, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stubborn:
        def __init__(self, content: list[int]) -> None:
            self.content = content

        def __reduce_ex__(self, protocol: Any) -> Any:
            raise AssertionError(protocol)

    x = Stubborn([1])
    monkeypatch.setitem(copyreg.dispatch_table, Stubborn, lambda old: (Stubborn, (old.content,)))
    y = copied(x)
    assert y.content == [1]
    assert (y.content is x.content) == (copied is shallow_copy)


@pytest.mark.parametrize("copied", BOTH)
def test_an_object_known_by_its_name_is_its_own_copy(copied: Copy) -> None:
    class Singleton:
        def __reduce_ex__(self, protocol: Any) -> str:
            assert protocol == 4
            return "SINGLETON"

    x = Singleton()
    assert copied(x) is x


@pytest.mark.parametrize("copied", BOTH)
@pytest.mark.parametrize("kind", ["module", "generator", "lock"])
def test_what_cannot_be_copied_is_a_type_error(kind: str, copied: Copy) -> None:
    x = {"module": copy, "generator": (_ for _ in ()), "lock": threading.Lock()}[kind]
    with pytest.raises(TypeError):
        copied(x)


@pytest.mark.parametrize("copied", BOTH)
def test_an_object_that_hides_how_to_build_it_is_a_type_error(copied: Copy) -> None:
    class Secretive:
        def __getattribute__(self, name: str) -> Any:
            if name.startswith("__reduce"):
                raise AttributeError(name)
            return super().__getattribute__(name)

    with pytest.raises(TypeError):
        copied(Secretive())


@pytest.mark.parametrize("copied", BOTH)
def test_an_error_of_the_object_itself_is_passed_on(copied: Copy) -> None:
    class Broken:
        def __getstate__(self) -> Any:
            raise LookupError

    with pytest.raises(LookupError):
        copied(Broken())


# The memo.


def test_what_is_in_the_memo_already_is_not_copied() -> None:
    kept = Box()
    y: list[Any] = deep_copy([kept, [kept]], Notes({id(kept): kept}))
    assert y[0] is y[1][0] is kept


def test_the_memo_keeps_short_lived_originals_alive() -> None:
    """Else the next one would get the id of the last, and with it the last one's copy."""

    class Fresh:
        def __init__(self, content: int) -> None:
            self.content = content

        def __getstate__(self) -> dict[str, int]:
            return {"content": self.content}  # a dict that lives no longer than this call

    y = deep_copy([Fresh(n) for n in range(100)])
    assert [fresh.content for fresh in y] == list(range(100))
