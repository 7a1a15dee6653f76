"""Keys of different types in one dictionary.

Q41. Can a Python dictionary support keys of different data types?

## In one breath

Yes: any hashable objects, mixed freely. What makes two keys one is not their type but hash and
`==`: 1, 1.0 and True are a single key, which keeps the first object and the last value. The
contract: equal objects must have equal hashes, and a key's hash must not change while it is
inside. A list has no hash, so neither it nor a tuple that holds one can be a key.

## Pitfalls

- *Keys must be strings.* JSON's must. `json.dumps({1: "a", "1": "b"})` writes the name "1" twice,
  and reading it back leaves one.
- *Keys must be immutable.* Hashable is enough: an instance of a plain class is a key by its
  identity, whatever its attributes. But change what its `__hash__` reads while it is inside,
  and the entry is still listed, yet no longer found.
- *Equal hashes mean equal keys.* "a" and b"a" have the same hash, and so have -1 and -2; they
  collide and stay two keys. The hash only says where to look, `==` decides.
- *Define `__eq__` and be done.* A class with `__eq__` and no `__hash__` cannot be hashed.

## Asked next

- *And NaN?* It equals nothing, itself included, but identity is asked before `==`: the same NaN
  object is found again, another one is another key.
- *How are collisions resolved?* Open addressing: on a taken slot the next is computed from all
  bits of the hash, so keys that share only their low bits soon part. `HashTable` does the same.
- *What does a look-up cost?* O(1) expected: at load 2/3 about 1.65 slots. O(n) if all hashes are
  equal, which is why those of str and bytes are drawn anew at each start of Python.
- *Why does deleting leave a mark?* An empty slot ends every search, so a key that had been put
  behind the deleted one would be lost.

## Sources

- https://docs.python.org/3/reference/datamodel.html#object.__hash__
- https://docs.python.org/3/library/stdtypes.html#mapping-types-dict
- https://github.com/python/cpython/blob/main/Objects/dictobject.c
- Knuth, The Art of Computer Programming, vol. 3, section 6.4
"""

import ast
import random
import sys
import warnings
from collections.abc import (
    Callable,
    ItemsView,
    Iterable,
    Iterator,
    Mapping,
    MutableMapping,
    Sequence,
    ValuesView,
)
from itertools import chain
from math import log
from reprlib import recursive_repr
from typing import Any, Generic, TypeVar

from pyinterview.lab.counting import Tally, counted
from pyinterview.lab.evidence import BadInput, Claim, Demo, Table, brief

__all__ = ["HashTable"]

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

EMPTY, DELETED = -1, -2  # what a slot holds instead of the number of an entry
GONE: Any = object()  # the key of a deleted entry
UNSIGNED = (1 << sys.hash_info.width) - 1  # a negative hash shifted right never becomes 0


class HashTable(MutableMapping[K, V], Generic[K, V]):
    """A dictionary by hand: open addressing, in order of insertion, made of lists alone.

    Built, used and printed as a ``dict``; of equal keys it keeps the first, with the last value.
    Each operation asks a key for its hash once, and growth asks none: hashes are stored. Keys are
    compared only where their hashes are equal, by identity first and then by ``==``. It grows
    when two thirds of its slots are used. Time O(1) expected an operation, O(n) if all hashes
    are equal. Space O(n).

    >>> HashTable([(1, "int"), ("a", "str"), (1.0, "float"), (True, "bool")])
    {1: 'bool', 'a': 'str'}
    """

    # No instance has a __dict__. A slot holds the number of an entry; entry number i is
    # _hashes[i], _keys[i] and _values[i], and entries are in order of insertion.
    __slots__ = ("_hashes", "_keys", "_room", "_slots", "_used", "_values")

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = (), /, **named: V) -> None:
        self.clear()
        self.update(items, **named)

    def clear(self) -> None:
        """Remove all entries."""
        self._lay_out(8, [], [], [])

    def _lay_out(self, size: int, hashes: list[int], keys: list[K], values: list[V]) -> None:
        """Make *size* slots and put the entries' numbers into them; no key is asked anything."""
        self._hashes, self._keys, self._values = hashes, keys, values
        self._slots = slots = [EMPTY] * size
        self._used = len(keys)
        self._room = size * 2 // 3 - len(keys)  # how many entries may still be appended
        for entry, hashed in enumerate(hashes):
            slots[self._seek(hashed, EMPTY)[0]] = entry

    def _seek(self, hashed: int, entry: int) -> tuple[int, int]:
        """Return the first slot on a hash's path that holds *entry*, and how many were read."""
        slots = self._slots
        mask = len(slots) - 1
        perturb = hashed & UNSIGNED
        slot = perturb & mask
        reads = 1
        while slots[slot] != entry:
            perturb >>= 5  # bring in the higher bits; when they are used up, 5 * slot + 1 alone
            slot = (5 * slot + perturb + 1) & mask  # goes through every slot
            reads += 1
        return slot, reads

    def _find(self, key: object, hashed: int) -> tuple[int, int]:
        """Return slot and entry of *key*; if it is absent, the slot for it and EMPTY."""
        slots, hashes = self._slots, self._hashes
        mask = len(slots) - 1
        perturb = hashed & UNSIGNED
        slot = perturb & mask
        reusable = None
        while True:  # the path of _seek
            entry = slots[slot]
            if entry >= 0:
                if hashes[entry] == hashed:
                    known = self._keys[entry]
                    if known is key or known == key:
                        return slot, entry
            elif entry == EMPTY:
                return (slot if reusable is None else reusable), EMPTY
            elif reusable is None:
                reusable = slot
            perturb >>= 5
            slot = (5 * slot + perturb + 1) & mask

    def _append(self, slot: int, hashed: int, key: K, value: V) -> None:
        """Add an entry for a key that is absent and belongs into *slot*."""
        if not self._room:
            self._grow()
            slot, _ = self._seek(hashed, EMPTY)
        self._slots[slot] = len(self._keys)
        self._hashes.append(hashed)
        self._keys.append(key)
        self._values.append(value)
        self._used += 1
        self._room -= 1

    def _grow(self) -> None:
        """Make room, and forget deleted entries. After many deletions it becomes smaller."""
        size = 1 << ((3 * self._used | 8) - 1).bit_length()  # a power of two, as CPython's
        self._lay_out(size, *self._live())

    def _live(self) -> tuple[list[int], list[K], list[V]]:
        """Return hashes, keys and values without those of deleted entries."""
        live = [entry for entry, key in enumerate(self._keys) if key is not GONE]
        return (
            [self._hashes[entry] for entry in live],
            [self._keys[entry] for entry in live],
            [self._values[entry] for entry in live],
        )

    def _remove(self, slot: int) -> V:
        """Delete the entry in *slot* and return its value."""
        entry = self._slots[slot]
        value = self._values[entry]
        self._slots[slot] = DELETED  # EMPTY would cut off the keys behind it
        self._keys[entry] = self._values[entry] = GONE
        self._used -= 1
        return value

    def __len__(self) -> int:
        return self._used

    def __getitem__(self, key: K) -> V:
        _, entry = self._find(key, hash(key))
        if entry < 0:
            raise KeyError(key)
        return self._values[entry]

    def __setitem__(self, key: K, value: V) -> None:
        hashed = hash(key)
        slot, entry = self._find(key, hashed)
        if entry < 0:
            self._append(slot, hashed, key, value)
        else:
            self._values[entry] = value  # the key stays: it is equal, and was first

    def __delitem__(self, key: K) -> None:
        slot, entry = self._find(key, hash(key))
        if entry < 0:
            raise KeyError(key)
        self._remove(slot)

    def setdefault(self, key: K, default: Any = None) -> Any:
        """Return the value of *key*, which becomes *default* if *key* is absent."""
        hashed = hash(key)
        slot, entry = self._find(key, hashed)
        if entry < 0:
            self._append(slot, hashed, key, default)
            return default
        return self._values[entry]

    def pop(self, key: K, default: Any = GONE) -> Any:
        """Remove *key* and return its value, or *default*; ``KeyError`` if there is neither."""
        slot, entry = self._find(key, hash(key))
        if entry >= 0:
            return self._remove(slot)
        if default is GONE:
            raise KeyError(key)
        return default

    def popitem(self) -> tuple[K, V]:
        """Remove and return the last entry as (key, value); ``KeyError`` if there is none."""
        while self._keys and self._keys[-1] is GONE:
            del self._hashes[-1], self._keys[-1], self._values[-1]
        if not self._keys:
            raise KeyError("popitem(): the table is empty")
        key, last = self._keys[-1], len(self._keys) - 1
        slot, _ = self._seek(self._hashes[-1], last)  # by its number: no key is compared
        return key, self._remove(slot)

    def update(self, items: Any = (), /, **named: Any) -> None:
        """Set each item of a mapping, of pairs, or given by name, as ``dict.update`` does."""
        if isinstance(items, Mapping):
            items = items.items()  # asks that mapping for no key, hence no hash
        super().update(items, **named)

    def copy(self) -> "HashTable[K, V]":
        """Return a table of its own with the same keys and values; no hash is asked.

        Time O(n).
        """
        twin: HashTable[K, V] = HashTable()
        twin._lay_out(len(self._slots), *self._live())
        return twin

    @classmethod
    def fromkeys(cls, keys: Iterable[T], value: Any = None) -> "HashTable[T, Any]":
        """Return a table in which each of *keys* has that *value*."""
        table: HashTable[Any, Any] = cls()
        for key in keys:
            table[key] = value
        return table

    def probes(self, key: object) -> int:
        """Return how many slots a look-up of *key* reads, the one that ends it included.

        It is 1 where nothing collides; an absent key is looked for as far as an empty slot.
        Raises ``TypeError`` for a key that cannot be hashed.

        >>> table = HashTable.fromkeys([0, 8])  # both want the first of 8 slots
        >>> table.probes(0), table.probes(8), table.probes(16)
        (1, 2, 3)
        """
        hashed = hash(key)
        _, entry = self._find(key, hashed)  # EMPTY if it is absent
        return self._seek(hashed, entry)[1]

    def _walk(self, column: Iterable[T], size: int) -> Iterator[T]:
        """Yield the keys, or the values, that are not deleted, as long as there are *size*."""
        for item in chain(column, (GONE,)):  # behind the last one it looks once more
            if self._used != size:
                raise RuntimeError("HashTable changed size during iteration")
            if item is not GONE:
                yield item

    def __iter__(self) -> Iterator[K]:
        return self._walk(self._keys, self._used)

    def __reversed__(self) -> Iterator[K]:
        return self._walk(reversed(self._keys), self._used)

    def _pairs(self) -> Iterator[tuple[K, V]]:
        keys, values = self._walk(self._keys, self._used), self._walk(self._values, self._used)
        return zip(keys, values, strict=True)

    def items(self) -> ItemsView[K, V]:
        """Return a view of all (key, value); walking it asks no key for anything."""
        return Items(self)

    def values(self) -> ValuesView[V]:
        """Return a view of all values; walking it asks no key for anything."""
        return Values(self)

    @recursive_repr("{...}")
    def __repr__(self) -> str:
        return "{" + ", ".join(f"{key!r}: {value!r}" for key, value in self.items()) + "}"

    def __reduce__(self) -> tuple[Any, ...]:
        # A pickle or a deep copy puts its keys in again: they may hash differently there.
        return type(self), (), None, None, iter(self.items())


class Items(ItemsView[K, V]):
    """The pairs of a `HashTable`, read from its lists: a key that changed is listed too."""

    _mapping: HashTable[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return self._mapping._pairs()  # noqa: SLF001 -- a view is a part of its table


class Values(ValuesView[V]):
    """The values of a `HashTable`, read from its lists."""

    _mapping: HashTable[Any, V]

    def __iter__(self) -> Iterator[V]:
        return (value for _, value in self._mapping.items())

    def __contains__(self, value: object) -> bool:
        return any(each is value or each == value for each in self)


Kind = Callable[[], MutableMapping[Any, Any]]
LONGEST = 2_000  # characters of a reader's keys
ZEROS = sys.hash_info.modulus  # each multiple of it has the hash 0


def demo_dict_keys(keys: str = "1, 1.0, True, '1', 'a', b'a', -1, -2, (1, 2), None") -> Demo:
    """See which of your keys are one, and count what telling them apart costs.

    *keys* are literals with commas between them; they are read, never run.
    """
    given = _literals(keys)
    yield Table(
        "Your keys" if len(given) <= 30 else f"30 of your {len(given)} keys",
        ("key", "type", "first with its hash", "first that equals it"),
        [_row(key, given) for key in given[:30]],
    )
    table, oracle = HashTable[Any, str](), dict[Any, str]()
    for key in given:
        table[key] = oracle[key] = type(key).__name__
    yield Claim(
        "each key set to the name of its type: of equal keys the first stays, with the last value",
        measured=f"{table!r:.200}",
        expected=f"{oracle!r:.200}",
        holds=repr(table) == repr(oracle),
    )
    groups = HashTable[Any, list[Any]]()
    for key in given:
        groups.setdefault(key, []).append(key)
    found, expected = list(groups.values()), _equal_groups(given)
    yield Claim(
        "two keys are one where their hashes are equal and == holds, and nowhere else",
        measured=brief(found),
        expected=brief(expected),
        holds=repr(found) == repr(expected),
    )
    yield _as_dict("to set and then find your keys", lambda kind: _set_and_find(kind, given))
    flood = range(0, 100 * ZEROS, ZEROS)
    yield _as_dict(
        "100 numbers of hash 0, every other one deleted, each looked for",
        lambda kind: _set_and_find(kind, flood, delete=slice(None, None, 2)),
    )
    yield from _probing()


def _literals(text: str) -> list[Any]:
    remedy = "write literals such as 1, 1.0, 'a', (1, 2)"
    if len(text) > LONGEST:
        raise BadInput(f"--keys: {len(text):,} characters are too many; {LONGEST:,} will do")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the reader's '\d' is no concern of ours
            found = ast.literal_eval(f"[{text}\n]")
    except TypeError as error:  # inside a set or a dictionary
        raise BadInput(f"--keys: {text!r:.60} cannot be read: {error}; {remedy}") from None
    except (ValueError, SyntaxError):  # so short a text cannot be too deep for the parser
        found = None
    if not isinstance(found, list):  # "1], [2" would be a tuple
        raise BadInput(f"--keys: {text!r:.60} is no list of literals; {remedy}")
    if not found:
        raise BadInput(f"--keys: there is no key in {text!r:.60}; {remedy}")
    for key in found:
        try:
            hash(key)
        except TypeError as error:
            raise BadInput(f"--keys: {key!r:.60} cannot be a key: {error}; {remedy}") from None
    return found


def _row(key: Any, given: list[Any]) -> tuple[str, str, str, str]:
    same_hash = next(other for other in given if hash(other) == hash(key))
    equal = next(other for other in given if other == key)
    return f"{key!r:.40}", type(key).__name__, f"{same_hash!r:.40}", f"{equal!r:.40}"


def _equal_groups(given: list[Any]) -> list[list[Any]]:
    """The oracle: each key compared with the first of every group, without any table."""
    groups: list[list[Any]] = []
    for key in given:
        for group in groups:
            if hash(group[0]) == hash(key) and group[0] == key:
                group.append(key)
                break
        else:
            groups.append([key])
    return groups


def _set_and_find(kind: Kind, values: Sequence[Any], delete: slice = slice(0)) -> str:
    tally = Tally()
    keys = counted(values, tally)
    table = kind()
    for key in keys:
        table[key] = None
    for key in keys[delete]:
        del table[key]
    found = sum(key in table for key in keys)
    return f"{found} found, {tally.hashes} hashes, {tally.equalities} =="


def _as_dict(text: str, run: Callable[[Kind], str]) -> Claim:
    ours, theirs = run(HashTable), run(dict)
    return Claim(f"{text}: as many hashes and == as dict", ours, theirs, holds=ours == theirs)


def _probing() -> Demo:
    """At load 2/3, the most before it grows: n keys in 3n / 2 slots."""
    n, few, numbers = 5_461, 341, random.Random(41)
    rows = [
        ("random", *_collisions([numbers.getrandbits(60) for _ in range(n)])),
        ("0, 1, 2, ...", *_collisions(range(n))),
        ("multiples of 8,192: equal low bits", *_collisions(range(0, n * 8_192, 8_192))),
        ("multiples of the modulus: hash 0", *_collisions(range(0, few * ZEROS, ZEROS))),
    ]
    columns = ("numbers", "n", "first slot taken", "slots a look-up", "most")
    yield Table("What collisions cost at load 2/3", columns, rows)
    _, _, taken, mean, _ = rows[0]
    load = n / 8_192
    uniform, birthday = -log(1 - load) / load, n * n / 2 / 8_192
    yield Claim(
        f"{n:,} random keys need fewer than 2 slots a look-up, about what uniform hashing predicts",
        measured=f"{mean:.2f}, and {taken:,} collisions",
        expected=f"{uniform:.2f}, and {birthday:,.0f} collisions, within 10 %",
        holds=mean < 2 and abs(mean / uniform - 1) < 0.1 and abs(taken / birthday - 1) < 0.1,
    )
    _, _, _, mean, _ = rows[-1]
    yield Claim(
        f"{few} keys with one hash need half of them: a look-up is a scan",
        measured=mean,
        expected=(few + 1) / 2,
        holds=mean == (few + 1) / 2,
    )


def _collisions(keys: Sequence[int]) -> tuple[int, int, float, int]:
    table = HashTable.fromkeys(keys)
    probes = [table.probes(key) for key in keys]
    taken = sum(count > 1 for count in probes)
    return len(keys), taken, sum(probes) / len(probes), max(probes)
