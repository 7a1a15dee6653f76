"""Linear probing on scrambled hashes, half full at most; what follows a deleted one moves up."""

from collections.abc import ItemsView, Iterable, Iterator, Mapping, MutableMapping, ValuesView
from itertools import chain
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Entry:
    """A key, its hash and its value; without a key it is a gap in the order."""

    def __init__(self, hashed: int, key: Any, value: Any) -> None:
        self.hashed = hashed
        self.key = key
        self.value = value
        self.inside = True


class HashTable(MutableMapping[K, V], Generic[K, V]):
    """A dictionary by hand."""

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = (), /, **named: V) -> None:
        self.clear()
        self.update(items, **named)

    def clear(self) -> None:
        """Remove all entries."""
        self.order: list[Entry] = []
        self.used = 0
        self.spread(3)

    def spread(self, bits: int) -> None:
        """Give every entry a new slot among 2**bits."""
        self.bits = bits
        self.order = [entry for entry in self.order if entry.inside]
        self.slots: list[Entry | None] = [None] * (1 << bits)
        for entry in self.order:
            self.slots[self.search(entry.hashed)[0]] = entry

    def home(self, hashed: int) -> int:
        """Return the slot where a hash belongs: the high bits of a product."""
        mixed = (hashed ^ hashed >> 29) * 0xBF58476D1CE4E5B9 % 2**64
        return (mixed ^ mixed >> 32) * 0x94D049BB133111EB % 2**64 >> 64 - self.bits

    def search(self, hashed: int, *key: object) -> tuple[int, Entry | None, int]:
        """Return slot and entry of a key, or of none a free slot, and how many were looked at."""
        slot = self.home(hashed)
        looks = 1
        while (entry := self.slots[slot]) is not None:
            if key and entry.hashed == hashed and (entry.key is key[0] or entry.key == key[0]):
                break
            slot = (slot + 1) % len(self.slots)
            looks += 1
        return slot, entry, looks

    def insert(self, hashed: int, key: Any, value: Any) -> None:
        """Add an entry for a key that is not there."""
        if 2 * len(self.order) >= len(self.slots):
            self.spread(max(3, (3 * self.used).bit_length()))
        entry = Entry(hashed, key, value)
        self.slots[self.search(hashed)[0]] = entry
        self.order.append(entry)
        self.used += 1

    def drop(self, slot: int) -> Any:
        """Take an entry out, and move up each behind it that is not at home there."""
        entry = self.slots[slot]
        assert entry is not None
        size = len(self.slots)
        gap = slot
        while True:
            slot = (slot + 1) % size
            other = self.slots[slot]
            if other is None:
                break
            if (slot - self.home(other.hashed)) % size >= (slot - gap) % size:
                self.slots[gap] = other
                gap = slot
        self.slots[gap] = None
        entry.inside = False
        self.used -= 1
        return entry.value

    def __len__(self) -> int:
        return self.used

    def __getitem__(self, key: K) -> V:
        _, entry, _ = self.search(hash(key), key)
        if entry is None:
            raise KeyError(key)
        value: V = entry.value
        return value

    def __setitem__(self, key: K, value: V) -> None:
        hashed = hash(key)
        _, entry, _ = self.search(hashed, key)
        if entry is None:
            self.insert(hashed, key, value)
        else:
            entry.value = value

    def __delitem__(self, key: K) -> None:
        self.pop(key)

    def pop(self, key: K, *default: Any) -> Any:
        """Remove *key* and return its value, or the default."""
        slot, entry, _ = self.search(hash(key), key)
        if entry is not None:
            return self.drop(slot)
        if not default:
            raise KeyError(key)
        return default[0]

    def popitem(self) -> tuple[K, V]:
        """Remove the last entry."""
        while self.order and not self.order[-1].inside:
            self.order.pop()
        if not self.order:
            raise KeyError("nothing there")
        entry = self.order.pop()
        slot = self.home(entry.hashed)
        while self.slots[slot] is not entry:
            slot = (slot + 1) % len(self.slots)
        self.drop(slot)
        return entry.key, entry.value

    def setdefault(self, key: K, default: Any = None) -> Any:
        """Return the value of *key*, which may become *default*."""
        hashed = hash(key)
        _, entry, _ = self.search(hashed, key)
        if entry is not None:
            return entry.value
        self.insert(hashed, key, default)
        return default

    def update(self, items: Any = (), /, **named: Any) -> None:
        """Set each item."""
        if isinstance(items, Mapping):
            items = items.items()
        for key, value in chain(items, named.items()):
            self[key] = value

    def copy(self) -> "HashTable[K, V]":
        """Return a table of its own."""
        twin: HashTable[K, V] = HashTable()
        for entry in self.order:
            if entry.inside:
                twin.insert(entry.hashed, entry.key, entry.value)
        return twin

    @classmethod
    def fromkeys(cls, keys: Iterable[Any], value: Any = None) -> "HashTable[Any, Any]":
        """Return a table in which all keys have the same value."""
        table: HashTable[Any, Any] = HashTable()
        for key in keys:
            table[key] = value
        return table

    def probes(self, key: object) -> int:
        """Return how many slots a look-up of *key* reads."""
        return self.search(hash(key), key)[2]

    def entries(self, step: int = 1) -> Iterator[Entry]:
        """Yield the entries in order; ``RuntimeError`` if their number changes meanwhile."""
        size = self.used
        for entry in self.order[::step]:
            if self.used != size:
                break
            if entry.inside:
                yield entry
        if self.used != size:
            raise RuntimeError("size changed")

    def __iter__(self) -> Iterator[K]:
        for entry in self.entries():
            yield entry.key

    def __reversed__(self) -> Iterator[K]:
        for entry in self.entries(-1):
            yield entry.key

    def items(self) -> ItemsView[K, V]:
        """Return a view of the entries."""
        return Items(self)

    def values(self) -> ValuesView[V]:
        """Return a view of the values."""
        return Values(self)

    def __repr__(self) -> str:
        return f"{{{', '.join(f'{key!r}: {value!r}' for key, value in self.items())}}}"


class Items(ItemsView[K, V]):
    """The entries in order."""

    _mapping: HashTable[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        for entry in self._mapping.entries():
            yield entry.key, entry.value


class Values(ValuesView[V]):
    """The values in order."""

    _mapping: HashTable[Any, V]

    def __iter__(self) -> Iterator[V]:
        for entry in self._mapping.entries():
            yield entry.value

    def __contains__(self, value: object) -> bool:
        return any(value is other or value == other for other in self)
