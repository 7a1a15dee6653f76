"""Separate chaining: a bucket is a list of nodes, which a doubly linked list keeps in order."""

from collections.abc import (
    ItemsView,
    Iterable,
    Iterator,
    KeysView,
    Mapping,
    MutableMapping,
    ValuesView,
)
from typing import Any, Generic, TypeVar

K = TypeVar("K")
V = TypeVar("V")


class Node:
    """One entry, between the one before and the one after it."""

    def __init__(self, hashed: int, key: Any, value: Any) -> None:
        self.hashed = hashed
        self.key = key
        self.value = value
        self.before = self.after = self


class HashTable(MutableMapping[K, V], Generic[K, V]):
    """A dictionary by hand."""

    def __init__(self, items: Mapping[K, V] | Iterable[tuple[K, V]] = (), /, **named: V) -> None:
        self.clear()
        self.update(items, **named)

    def clear(self) -> None:
        """Remove all entries."""
        self.end = Node(0, None, None)  # a ring: the first comes after it, the last before it
        self.buckets: list[list[Node]] = [[] for _ in range(8)]
        self.size = 0

    def bucket(self, hashed: int) -> list[Node]:
        """Return the bucket of a hash; multiplying lets the high bits have a say."""
        mixed = (hashed ^ hashed >> 32) * 0x9E3779B97F4A7C15 >> 20
        return self.buckets[mixed % len(self.buckets)]

    def node(self, key: object, hashed: int) -> Node | None:
        """Return the entry of *key*."""
        for node in self.bucket(hashed):
            if node.hashed == hashed and (node.key is key or node.key == key):
                return node
        return None

    def found(self, key: object) -> Node:
        """Return the entry of *key*, or raise ``KeyError``."""
        node = self.node(key, hash(key))
        if node is None:
            raise KeyError(key)
        return node

    def link(self, node: Node) -> None:
        """Add an entry behind the last one."""
        if 3 * self.size >= 2 * len(self.buckets):
            self.buckets = [[] for _ in range(2 * len(self.buckets))]
            for other in self.nodes():
                self.bucket(other.hashed).append(other)
        self.bucket(node.hashed).append(node)
        node.before, node.after = self.end.before, self.end
        node.before.after = node.after.before = node
        self.size += 1

    def unlink(self, node: Node) -> None:
        """Remove an entry."""
        bucket = self.bucket(node.hashed)
        del bucket[next(place for place, other in enumerate(bucket) if other is node)]
        node.before.after, node.after.before = node.after, node.before
        self.size -= 1

    def nodes(self, *, forward: bool = True) -> Iterator[Node]:
        """Yield the entries in order, as long as none comes or goes."""
        size = self.size
        node = self.end.after if forward else self.end.before
        while node is not self.end:
            yield node
            if self.size != size:
                raise RuntimeError("the table changed size")
            node = node.after if forward else node.before

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, key: K) -> V:
        value: V = self.found(key).value
        return value

    def __setitem__(self, key: K, value: V) -> None:
        hashed = hash(key)
        node = self.node(key, hashed)
        if node is None:
            self.link(Node(hashed, key, value))
        else:
            node.value = value

    def __delitem__(self, key: K) -> None:
        self.unlink(self.found(key))

    def setdefault(self, key: K, default: Any = None) -> Any:
        """Return the value of *key*, which may become *default*."""
        hashed = hash(key)
        node = self.node(key, hashed)
        if node is None:
            self.link(Node(hashed, key, default))
        return default if node is None else node.value

    def pop(self, key: K, *default: Any) -> Any:
        """Remove *key* and return its value, or the default."""
        node = self.node(key, hash(key))
        if node is not None:
            self.unlink(node)
            return node.value
        if default:
            return default[0]
        raise KeyError(key)

    def popitem(self) -> tuple[K, V]:
        """Remove the last entry."""
        node = self.end.before
        if node is self.end:
            raise KeyError("empty")
        self.unlink(node)
        return node.key, node.value

    def update(self, items: Any = (), /, **named: Any) -> None:
        """Set each item."""
        super().update(items.items() if isinstance(items, Mapping) else items, **named)

    def copy(self) -> "HashTable[K, V]":
        """Return a table of its own."""
        twin: HashTable[K, V] = HashTable()
        for node in self.nodes():
            twin.link(Node(node.hashed, node.key, node.value))
        return twin

    @classmethod
    def fromkeys(cls, keys: Iterable[Any], value: Any = None) -> "HashTable[Any, Any]":
        """Return a table in which all keys have the same value."""
        return HashTable((key, value) for key in keys)

    def probes(self, key: object) -> int:
        """Return how many places a look-up of *key* reads; the last may be the bucket's end."""
        hashed = hash(key)
        node, bucket = self.node(key, hashed), self.bucket(hashed)
        return next((n for n, other in enumerate(bucket, 1) if other is node), len(bucket) + 1)

    def __iter__(self) -> Iterator[K]:
        return (node.key for node in self.nodes())

    def __reversed__(self) -> Iterator[K]:
        return (node.key for node in self.nodes(forward=False))

    def keys(self) -> KeysView[K]:
        """Return a view of the keys."""
        return KeysView(self)

    def values(self) -> ValuesView[V]:
        """Return a view of the values."""
        return Values(self)

    def items(self) -> ItemsView[K, V]:
        """Return a view of the entries."""
        return Items(self)

    def __repr__(self) -> str:
        shown = (f"{node.key!r}: {node.value!r}" for node in self.nodes())
        return "{" + ", ".join(shown) + "}"


class Items(ItemsView[K, V]):
    """The entries, read from the ring."""

    _mapping: HashTable[K, V]

    def __iter__(self) -> Iterator[tuple[K, V]]:
        return ((node.key, node.value) for node in self._mapping.nodes())


class Values(ValuesView[V]):
    """The values, read from the ring."""

    _mapping: HashTable[Any, V]

    def __iter__(self) -> Iterator[V]:
        return (node.value for node in self._mapping.nodes())

    def __contains__(self, value: object) -> bool:
        return value in list(self)
