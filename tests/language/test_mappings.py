"""Q41: a hash table by hand against the built-in dictionary, and what it asks of its keys."""

import random
import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pyinterview.lab.counting import Tally, counted
from pyinterview.language import HashTable


class Colliding:
    """A key whose hash it shares with many others."""

    def __init__(self, name: int) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Colliding) and self.name == other.name

    def __hash__(self) -> int:
        return self.name % 2

    def __repr__(self) -> str:
        return f"Colliding({self.name})"


NAN, OTHER_NAN = float("nan"), float("nan")
ZEROS = sys.hash_info.modulus  # each multiple of it has the hash 0
KEYS = [
    *(0, 0.0, -0.0, False, 1, 1.0, True, 1 + 0j, -1, -2, -2.0, 2.5, 2**70, -(2**70), None),
    *("", "a", "b", "1", (), (1, 2), (1.0, 2), ("a", (True,)), NAN, OTHER_NAN),
    *range(ZEROS, 9 * ZEROS, ZEROS),
    *range(8, 8 * 20, 8),
    *map(Colliding, [*range(12), *range(12)]),  # each twice: equal, and not identical
]
keys = st.sampled_from(KEYS)  # few enough to be met again, enough for a table to grow
values = st.integers(0, 9)
places = st.integers(0, len(KEYS))


def outcome(action: Callable[[Any], object], table: Any) -> object:
    """What an action returns, or the error it raises."""
    try:
        return action(table)
    except KeyError as error:
        return f"KeyError{error.args}" if error.args[0] in KEYS else "KeyError"


def same(ours: list[Any], theirs: list[Any]) -> bool:
    """The very same objects: of equal keys the first has to stay."""
    return list(map(id, ours)) == list(map(id, theirs))


def test_the_first_of_equal_keys_stays_with_the_last_value() -> None:
    table: HashTable[Any, str] = HashTable([(1, "int"), (1.0, "float")])
    table[True] = "bool"
    assert repr(table) == "{1: 'bool'}"
    del table[1.0]
    table[True] = "bool"
    assert repr(table) == "{True: 'bool'}"


def test_it_is_built_as_a_dictionary_is() -> None:
    assert HashTable() == {}
    assert HashTable({"a": 1}, b=2) == dict({"a": 1}, b=2)
    assert HashTable([("a", 1), ("a", 2)], items=3) == {"a": 2, "items": 3}
    assert HashTable(HashTable(a=1)) == {"a": 1}
    assert HashTable.fromkeys("aba", 0) == dict.fromkeys("aba", 0)


def test_equal_hashes_do_not_make_keys_equal() -> None:
    assert hash(-1) == hash(-2)
    assert HashTable([(-1, "a"), (-2, "b")]) == {-1: "a", -2: "b"}


def test_a_key_is_found_by_identity_before_equality() -> None:
    class Angry:
        def __eq__(self, other: object) -> bool:
            raise AssertionError("asked though it is the very same object")

        def __hash__(self) -> int:
            return 1

    angry = Angry()
    table = HashTable([(NAN, "nan"), (angry, "angry")])
    assert (table[NAN], table[angry]) == ("nan", "angry")
    assert OTHER_NAN not in table


def test_deleting_a_key_loses_none_that_collided_with_it() -> None:
    table = HashTable.fromkeys(range(0, 5 * ZEROS, ZEROS))
    del table[0], table[2 * ZEROS]
    assert list(table) == [ZEROS, 3 * ZEROS, 4 * ZEROS]
    assert all(key in table for key in (ZEROS, 3 * ZEROS, 4 * ZEROS))
    assert 0 not in table


def test_growth_asks_for_no_hash_and_different_hashes_for_no_equality() -> None:
    tally = Tally()
    table = HashTable.fromkeys(counted(range(1_000), tally))
    assert (tally.hashes, tally.equalities) == (1_000, 0)
    tally.reset()
    assert all(key in table for key in range(1_000))
    assert tally.equalities == 1_000  # one for each that is found


def mean_probes(table: "HashTable[Any, Any]", keys: Any) -> float:
    """How many slots a look-up reads on average."""
    probes = [table.probes(key) for key in keys]
    assert min(probes) >= 1
    return sum(probes) / len(probes)


@pytest.mark.parametrize("n", [682, 1_365, 5_461])  # two thirds of a power of two
def test_random_keys_need_less_than_two_probes_and_absent_ones_a_few(n: int) -> None:
    numbers = random.Random(n)
    present = [numbers.getrandbits(60) for _ in range(n)]
    absent = [-1 - numbers.getrandbits(60) for _ in range(n)]
    table = HashTable.fromkeys(present)
    assert mean_probes(table, present) < 2
    assert mean_probes(table, absent) < 4  # uniform hashing predicts 3


def test_keys_that_share_their_low_bits_are_told_apart_by_the_others() -> None:
    shifted = range(0, 1_000 << 20, 1 << 20)
    negative = range(0, -1_000 << 20, -1 << 20)
    assert mean_probes(HashTable.fromkeys(shifted), shifted) < 12
    assert mean_probes(HashTable.fromkeys(negative), negative) < 12


def test_keys_of_one_hash_are_scanned() -> None:
    same_hash = range(0, 200 * ZEROS, ZEROS)
    assert mean_probes(HashTable.fromkeys(same_hash), same_hash) >= 100


OPERATIONS: dict[str, Callable[[Any, Any], object]] = {
    "set": lambda table, key: table.__setitem__(key, 1),
    "look": lambda table, key: table[key],
    "delete": lambda table, key: table.__delitem__(key),
    "in": lambda table, key: key in table,
    "get": lambda table, key: table.get(key),
    "pop": lambda table, key: table.pop(key),
    "pop or default": lambda table, key: table.pop(key, 1),
    "setdefault": lambda table, key: table.setdefault(key, 1),
    "update": lambda table, key: table.update([(key, 1)]),
}


@pytest.mark.parametrize("present", [True, False])
@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_each_operation_asks_its_key_once_for_a_hash(
    operation: Callable[[Any, Any], object], *, present: bool
) -> None:
    tally = Tally()
    inside, absent = counted([1, 2], tally)
    table = HashTable([(inside, 0)])
    tally.reset()
    outcome(lambda _: operation(table, inside if present else absent), table)
    assert tally.hashes == 1


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=OPERATIONS)
def test_a_key_without_a_hash_is_a_type_error(operation: Callable[[Any, Any], object]) -> None:
    with pytest.raises(TypeError, match="unhashable"):
        operation(HashTable([(1, 1)]), (1, []))


def test_a_mapping_asks_each_of_its_keys_once() -> None:
    tally = Tally()
    mappings: list[Mapping[Any, Any]] = [
        dict.fromkeys(counted(range(100), tally)),
        HashTable(a=1, b=2),
    ]
    for mapping in mappings:
        tally.reset()
        table = HashTable(mapping)
        assert tally.hashes == (100 if len(table) == 100 else 0)


def test_a_key_that_changed_is_still_listed_but_no_longer_found() -> None:
    class Changing:
        value = 1

        def __hash__(self) -> int:
            return self.value

    key = Changing()
    table = HashTable([(key, "value")])
    key.value = 2
    assert key not in table
    assert list(table.items()) == [(key, "value")]
    assert "value" in table.values()
    assert table.popitem() == (key, "value")


def test_nothing_else_asks_the_keys_anything() -> None:
    tally = Tally()
    table = HashTable.fromkeys(counted(range(0, 20 * ZEROS, ZEROS), tally), 7)
    tally.reset()
    for walked in (table, reversed(table), table.items(), table.values(), table.copy()):
        assert len(list(walked)) == 20
    assert 8 not in table.values()
    assert repr(table).startswith("{0: 7, ")
    assert [value for _, value in (table.popitem() for _ in range(20))] == [7] * 20
    table.clear()
    assert (tally.hashes, tally.equalities) == (0, 0)


WALKS: dict[str, Callable[[Any], Iterator[Any]]] = {
    "iter": iter,
    "reversed": reversed,
    "keys": lambda table: iter(table.keys()),
    "values": lambda table: iter(table.values()),
    "items": lambda table: iter(table.items()),
}
CHANGES: dict[str, Callable[[Any], object]] = {
    "update": lambda table: table.update({9: 9}),
    "delete": lambda table: table.__delitem__(0),
    "popitem": lambda table: table.popitem(),
    "clear": lambda table: table.clear(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("steps", [1, 3])
@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_changing_its_size_ends_an_iteration_with_an_error(
    walk: Callable[[Any], Iterator[Any]], steps: int, change: Callable[[Any], object]
) -> None:
    for kind in (dict, HashTable):
        table: Any = kind([(0, 0), (1, 1), (2, 2)])
        walking = walk(table)
        for _ in range(steps):
            next(walking)
        change(table)
        with pytest.raises(RuntimeError):
            next(walking)


def test_new_values_may_be_set_during_an_iteration() -> None:
    table = HashTable.fromkeys(range(10), 0)
    for key in table:
        table[key] = key * key
    assert list(table.values()) == [key * key for key in range(10)]


def test_what_is_missing_is_a_key_error_that_names_it() -> None:
    for name in ("look", "delete", "pop"):
        with pytest.raises(KeyError) as raised:
            OPERATIONS[name](HashTable([((1, 2), "tuple")]), (3, 4))
        assert raised.value.args == ((3, 4),)
    with pytest.raises(KeyError):
        HashTable().popitem()


@pytest.mark.parametrize(
    "remove", [OPERATIONS["pop"], lambda t, _: t.popitem()], ids=["pop", "popitem"]
)
def test_what_was_deleted_does_not_pile_up(remove: Callable[[Any, Any], object]) -> None:
    table = HashTable.fromkeys(range(4), 0)
    for key in range(10, 5_000):
        table[key] = key
        remove(table, key)
    assert list(table) == [0, 1, 2, 3]
    assert mean_probes(table, range(-1_000, 0)) < 8


@given(st.lists(st.tuples(keys, values)), st.lists(st.tuples(keys, values)))
def test_tables_are_equal_when_their_entries_are(
    first: list[tuple[Any, int]], second: list[tuple[Any, int]]
) -> None:
    assert (HashTable(first) == HashTable(second)) == (dict(first) == dict(second))
    assert (HashTable(first) != dict(second)) == (dict(first) != dict(second))


class DictionaryInAnyOrderOfUse(RuleBasedStateMachine):
    """Whatever is done to both, table and dictionary give the same."""

    def __init__(self) -> None:
        super().__init__()
        self.table: HashTable[Any, Any] = HashTable()
        self.oracle: dict[Any, Any] = {}

    def both(self, action: Callable[[Any], object]) -> None:
        assert outcome(action, self.table) == outcome(action, self.oracle)

    @rule(key=keys, value=values)
    def set_one(self, key: Any, value: int) -> None:
        self.table[key] = self.oracle[key] = value

    @rule(key=keys)
    def delete(self, key: Any) -> None:
        self.both(lambda table: table.__delitem__(key))

    @rule(key=keys)
    def look(self, key: Any) -> None:
        self.both(lambda table: (table[key], key in table, table.get(key, "absent")))

    @rule(key=keys, value=values)
    def pop(self, key: Any, value: int) -> None:
        self.both(lambda table: table.pop(key, value))
        self.both(lambda table: table.pop(key))

    @rule(key=keys, value=values)
    def set_default(self, key: Any, value: int) -> None:
        self.both(lambda table: table.setdefault(key, value))

    @rule(times=st.integers(1, 5))
    def pop_the_last(self, times: int) -> None:
        for _ in range(times):
            self.both(lambda table: table.popitem())

    @rule(start=places, stop=places)
    def set_many(self, start: int, stop: int) -> None:
        for number, key in enumerate(KEYS[start:stop]):
            self.table[key] = self.oracle[key] = number

    @rule(share=st.integers(1, 3))
    def delete_many(self, share: int) -> None:
        for key in list(self.oracle)[::share]:
            del self.table[key], self.oracle[key]

    @rule()
    def clear(self) -> None:
        self.both(lambda table: table.clear())

    @rule()
    def go_on_with_a_copy(self) -> None:
        self.table, original = self.table.copy(), self.table
        original.clear()

    @invariant()
    def same_entries_in_the_same_order(self) -> None:
        assert len(self.table) == len(self.oracle)
        assert same(list(self.table), list(self.oracle))
        assert same(list(reversed(self.table)), list(reversed(self.oracle)))
        assert list(self.table.values()) == list(self.oracle.values())
        assert list(self.table.items()) == list(self.oracle.items())
        assert repr(self.table) == repr(self.oracle)
        assert self.table == self.oracle


TestDictionaryInAnyOrderOfUse = DictionaryInAnyOrderOfUse.TestCase
TestDictionaryInAnyOrderOfUse.settings = settings(stateful_step_count=20)
