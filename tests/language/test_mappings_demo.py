"""Q41: what the demo shows for any keys, and the inside of our own table."""

import copy
import gc
import pickle
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.lab.counting import Tally, counted
from pyinterview.lab.evidence import BadInput, Claim, Table
from pyinterview.language.mappings import HashTable, demo_dict_keys

ZEROS = sys.hash_info.modulus
literals = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from([0.0, -0.0, 1.0, 2.5])
    | st.text("ab", max_size=1) | st.binary(max_size=1),
    lambda parts: st.lists(parts, max_size=2).map(tuple),
    max_leaves=3,
)  # fmt: skip


def claims(keys: str) -> list[Claim]:
    """The verdicts of the demo."""
    return [piece for piece in demo_dict_keys(keys) if isinstance(piece, Claim)]


@pytest.mark.parametrize(
    "keys",
    [
        "1",
        "'a', b'a', 'b', \"a\"",
        "0x10, 1_0, 1j, -0.0, 1e999",
        "(1, (2,)), (True, (2.0,))",
        "7,\n7",
    ],
)
def test_every_claim_holds_for_keys_of_any_kind(keys: str) -> None:
    assert [claim for claim in claims(keys) if not claim.holds] == []


@given(st.lists(literals, min_size=1, max_size=30))
def test_the_claims_about_the_keys_hold_for_generated_ones(given_keys: list[Any]) -> None:
    evidence = demo_dict_keys(repr(given_keys)[1:-1])
    assert isinstance(next(evidence), Table)
    for _ in range(3):
        claim = next(evidence)
        assert isinstance(claim, Claim)
        assert claim.holds


def test_a_list_of_many_keys_is_cut_and_says_so() -> None:
    table = next(demo_dict_keys(", ".join(map(str, range(100)))))
    assert isinstance(table, Table)
    assert (table.title, len(table.rows)) == ("30 of your 100 keys", 30)


def test_a_key_is_shown_with_the_first_that_shares_its_hash_and_the_first_that_equals_it() -> None:
    table = next(demo_dict_keys("-1, -2, -2.0, 'x'"))
    assert isinstance(table, Table)
    assert table.rows == [
        ("-1", "int", "-1", "-1"),
        ("-2", "int", "-1", "-2"),
        ("-2.0", "float", "-1", "-2"),
        ("'x'", "str", "'x'", "'x'"),
    ]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ("1, [2]", "--keys: [2] cannot be a key: unhashable type: 'list'; write literals such as"),
        ("(1, {})", "--keys: (1, {}) cannot be a key: unhashable type: 'dict'; write literals"),
        ("{1}", "--keys: {1} cannot be a key: unhashable type: 'set'; write literals such as"),
        ("{[]: 1}", "--keys: '{[]: 1}' cannot be read: unhashable type: 'list'; write literals"),
        ("a", "--keys: 'a' is no list of literals; write literals such as 1, 1.0, 'a', (1, 2)"),
        ("1, print(2)", "--keys: '1, print(2)' is no list of literals; write literals such as 1"),
        ("1], [2", "--keys: '1], [2' is no list of literals; write literals such as 1, 1.0, 'a'"),
        ("1 2", "--keys: '1 2' is no list of literals; write literals such as 1, 1.0, 'a', (1"),
        ("\0", r"--keys: '\x00' is no list of literals; write literals such as 1, 1.0, 'a', (1"),
        ("(" * 999, f"--keys: '{'(' * 59} is no list of literals; write literals such as 1, 1.0"),
        ("-" * 1_900 + "1", f"--keys: '{'-' * 59} is no list of literals; write literals such as"),
        ("", "--keys: there is no key in ''; write literals such as 1, 1.0, 'a', (1, 2)"),
        (" # 1", "--keys: there is no key in ' # 1'; write literals such as 1, 1.0, 'a', (1, 2)"),
        ("1" * 2_001, "--keys: 2,001 characters are too many; 2,000 will do"),
    ],
)  # fmt: skip
def test_keys_that_cannot_be_used_are_refused_in_a_sentence(keys: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=re.escape(sentence)):
        next(demo_dict_keys(keys))


def test_a_literal_that_python_warns_about_is_read_in_silence() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert isinstance(next(demo_dict_keys(r"'\d'")), Table)


def reachable(root: object) -> Iterator[object]:
    """Everything that an object holds, but for classes."""
    seen: list[object] = []
    todo = [root]
    while todo:
        part = todo.pop()
        if not isinstance(part, type) and not any(part is other for other in seen):
            seen.append(part)
            todo += gc.get_referents(part)
            yield part


def test_a_table_holds_lists_and_nothing_that_hashes() -> None:
    table = HashTable.fromkeys(range(20))
    del table[3]
    assert {type(part).__name__ for part in reachable(table)} == {
        *("HashTable", "list", "int", "NoneType", "object"),
    }
    assert not hasattr(table, "__dict__")


Step = tuple[str, int]
steps = st.lists(st.tuples(st.sampled_from("sssdp"), st.integers(0, 19)), max_size=60)


def spent(kind: Callable[[], Any], orders: list[Step]) -> list[tuple[int, int]]:
    """How many hashes and == each of some operations asks of keys that share three hashes."""
    tally = Tally()
    table = kind()
    counts = []
    for order, number in orders:
        [key] = counted([number // 3 + number % 3 * ZEROS], tally)
        if order == "s" or not table:  # an empty dict does not even hash
            table[key] = number
        elif order == "d":
            table.pop(key, None)
        else:
            table.popitem()
        counts.append((tally.hashes, tally.equalities))
    return counts


def given_orders(orders: str) -> list[Step]:
    """Orders in short: "s0 d0"."""
    return [(order[0], int(order[1:])) for order in orders.split()]


@given(steps)
@example(given_orders("s0 s1 d0 s0 s0"))  # what comes is put where something was deleted
@example(given_orders("s0 s1 s2 d0 d1 s0 s1 s0"))  # and at the first such place
@example(given_orders("s4 s18 s11 s7 p0 p0 p0 s5 s7 s3 s13 d4 s4 s5"))  # 16 slots for two keys
def test_it_asks_the_same_keys_as_often_as_dict_does(orders: list[Step]) -> None:
    """So in CPython 3.11 to 3.13; nobody promises it, so it is no part of the grading."""
    assert spent(HashTable, orders) == spent(dict, orders)


def test_it_grows_where_dict_grows() -> None:
    table: HashTable[int, None] = HashTable()
    oracle: dict[int, None] = {}
    ours, theirs = [], []
    for number in range(1_000):
        table[number] = oracle[number] = None
        ours.append(len(table._slots))  # noqa: SLF001 -- nothing else tells
        theirs.append(sys.getsizeof(oracle))
    assert [a != b for a, b in pairwise(ours)] == [a != b for a, b in pairwise(theirs)]
    assert sorted(set(ours)) == [2**bits for bits in range(3, 12)]


def test_its_slots_are_for_what_is_inside_and_not_for_what_was() -> None:
    table: HashTable[int, int] = HashTable()
    for number in range(1_000):
        table[number] = number
    for number in range(995):
        del table[number]
    for number in range(2_000, 4_000):
        table[number] = table.pop(number - 1, 0)
    assert len(table._slots) == 16  # noqa: SLF001 -- the first power of two above 3 * 5
    assert len(table) == 6


@pytest.mark.parametrize("walk", [iter, reversed, HashTable.items, HashTable.values])
def test_an_iteration_of_an_empty_table_notices_what_came(walk: Callable[[Any], Any]) -> None:
    table: HashTable[int, int] = HashTable()
    walking = iter(walk(table))
    table[1] = 1
    with pytest.raises(RuntimeError, match="HashTable changed size during iteration"):
        next(walking)


class Plain:
    """Hashed by its identity, so a copy of it hashes differently."""


@pytest.mark.parametrize(
    "again",
    [copy.copy, copy.deepcopy, lambda table: pickle.loads(pickle.dumps(table))],  # noqa: S301 -- it is our own
    ids=["copy", "deepcopy", "pickle"],
)
def test_a_copy_of_any_kind_is_a_table_of_its_own(again: Callable[[Any], Any]) -> None:
    table = HashTable[Any, Any]([(Plain(), 1), ("a", 2)])
    twin = again(table)
    twin["b"] = 3
    assert list(table.values()) == [1, 2]
    assert all(key in twin for key in twin)
    assert list(twin.values()) == [1, 2, 3]


def test_a_copy_knows_nothing_of_what_was_deleted() -> None:
    table = HashTable.fromkeys(range(5))
    del table[0]
    twin = table.copy()
    assert list(twin) == [1, 2, 3, 4]
    assert all(key in twin for key in twin)


def test_a_value_is_found_by_identity_too() -> None:
    nan = float("nan")
    assert nan in HashTable(a=nan).values()
    assert ("a", nan) in HashTable(a=nan).items()
