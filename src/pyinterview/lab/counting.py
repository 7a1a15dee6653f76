"""Count from outside what an algorithm does to its items.

Hand the algorithm `counted` items or a `CountedSequence` instead of plain ones: it runs
unchanged, and the `Tally` afterwards says how often it compared, hashed, read and wrote.
Counts are equal on every machine, so they can be asserted exactly.
"""

import random
from collections.abc import Callable, Iterable, MutableSequence
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class Tally:
    """How often each elementary operation happened."""

    __slots__ = ("comparisons", "draws", "equalities", "hashes", "reads", "writes")

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Set every count back to zero."""
        self.comparisons = self.equalities = self.hashes = 0
        self.reads = self.writes = self.draws = 0

    def __repr__(self) -> str:
        counts = ", ".join(f"{name}={getattr(self, name)}" for name in self.__slots__)
        return f"Tally({counts})"


class Counted:
    """A value whose comparisons (``<``, ``>``, ``<=``, ``>=``), ``==`` and hashes are counted.

    >>> tally = Tally()
    >>> small, large = counted([1, 2], tally)
    >>> small < large, small == large, tally.comparisons, tally.equalities
    (True, False, 1, 1)
    """

    __slots__ = ("__weakref__", "tally", "value")

    def __init__(self, value: Any, tally: Tally) -> None:
        self.value = value
        self.tally = tally

    def __lt__(self, other: Any) -> Any:
        self.tally.comparisons += 1
        return self.value < plain(other)

    def __gt__(self, other: Any) -> Any:
        self.tally.comparisons += 1
        return self.value > plain(other)

    def __le__(self, other: Any) -> Any:
        self.tally.comparisons += 1
        return self.value <= plain(other)

    def __ge__(self, other: Any) -> Any:
        self.tally.comparisons += 1
        return self.value >= plain(other)

    def __eq__(self, other: object) -> Any:
        self.tally.equalities += 1
        return self.value == plain(other)

    def __hash__(self) -> int:
        self.tally.hashes += 1
        return hash(self.value)

    def __repr__(self) -> str:
        return repr(self.value)


def plain(value: Any) -> Any:
    """Return what a `Counted` holds, and anything else as it is."""
    return value.value if isinstance(value, Counted) else value


def counted(values: Iterable[Any], tally: Tally) -> list[Counted]:
    """Wrap each of *values* so that *tally* sees what is done to it."""
    return [Counted(value, tally) for value in values]


class OnlyLess:
    """A value that offers ``<`` and refuses everything else that could order or identify it."""

    __slots__ = ("value",)
    __hash__ = None  # type: ignore[assignment] # refuses to be hashed, as a list does

    def __init__(self, value: Any) -> None:
        self.value = value

    def __lt__(self, other: "OnlyLess") -> Any:
        return self.value < other.value

    def __eq__(self, other: object) -> bool:
        raise TypeError("these items can only be compared by <")

    def __gt__(self, other: object) -> bool:
        raise TypeError("these items can only be compared by <")

    __le__ = __ge__ = __gt__


class CountedSequence(MutableSequence[T], Generic[T]):
    """A sequence that counts every element read or written, and remembers the order of reads.

    A slice counts one read an element. Inserting and deleting count one write for each
    element that has to move, as in a list. *visited* lists the indexes read, in order.

    >>> shelf = CountedSequence("abcd")
    >>> shelf[2], shelf[1:3], shelf.tally.reads, shelf.visited
    ('c', ['b', 'c'], 3, [2, 1, 2])
    """

    def __init__(self, items: Iterable[T], tally: Tally | None = None) -> None:
        self.items = list(items)
        self.tally = Tally() if tally is None else tally
        self.visited: list[int] = []

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        found = self.items[index]
        visited = range(len(self.items))[index]
        self.visited.extend(visited if isinstance(visited, range) else [visited])
        self.tally.reads = self.tally.reads + (len(visited) if isinstance(visited, range) else 1)
        return found

    def __setitem__(self, index: Any, value: Any) -> None:
        shifted = len(self.items) - index.indices(len(self.items))[0] if is_slice(index) else 1
        self.items[index] = value
        self.tally.writes += shifted

    def __delitem__(self, index: Any) -> None:
        start = index.indices(len(self.items))[0] if is_slice(index) else index % len(self.items)
        self.tally.writes += len(self.items) - start
        del self.items[index]

    def insert(self, index: int, value: T) -> None:
        """Put *value* before *index*; every element behind it moves."""
        self.items.insert(index, value)
        self.tally.writes += len(self.items) - slice(index, None).indices(len(self.items) - 1)[0]

    def looks(self) -> list[tuple[int, int, T]]:
        """List every read as (number of the look, index, value)."""
        return [(look, at, self.items[at]) for look, at in enumerate(self.visited, start=1)]

    def __repr__(self) -> str:
        return f"CountedSequence({self.items!r})"


def is_slice(index: object) -> bool:
    """Tell a slice from an index."""
    return isinstance(index, slice)


class CountedRandom(random.Random):
    """A seeded generator that counts every bounded integer and every float drawn from it."""

    def __init__(self, tally: Tally, seed: int = 0) -> None:
        self.tally = tally
        super().__init__(seed)

    # Every bounded draw of random.Random (randrange, randint, choice, shuffle, sample) comes
    # through this one method, so one override sees them all.
    def _randbelow(self, n: int) -> int:
        self.tally.draws += 1
        bits = n.bit_length()
        drawn = super().getrandbits(bits)
        while drawn >= n:
            drawn = super().getrandbits(bits)
        return drawn

    def random(self) -> float:
        """Draw a float, as `random.Random.random` does, and count it."""
        self.tally.draws += 1
        return super().random()


def watch(argument: Any, tally: Tally) -> Any:
    """Return *argument* so that *tally* sees its use: items are counted, draws are counted.

    Lists, tuples and ranges become lists of `Counted`; a `random.Random` becomes a
    `CountedRandom`; anything else stays as it is.
    """
    if isinstance(argument, list | tuple | range):
        return counted(argument, tally)
    if isinstance(argument, random.Random):
        return CountedRandom(tally)
    return argument


def tally_of(function: Callable[..., object], *arguments: Any) -> Tally:
    """Run *function* on watched *arguments* and return what it did to them.

    >>> tally_of(sorted, range(100)).comparisons
    99
    """
    tally = Tally()
    function(*(watch(argument, tally) for argument in arguments))
    return tally
