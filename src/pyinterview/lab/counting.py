"""Count from outside what an algorithm does to its items.

Hand the algorithm `counted` items or a `CountedSequence` instead of plain ones: it runs
unchanged, and the `Tally` afterwards says how often it compared, hashed, read and wrote.
Counts are equal on every machine, so they can be asserted exactly.
"""

import random
from collections.abc import Callable, Iterable, MutableSequence
from typing import Any, Generic, Self, TypeVar, overload

T = TypeVar("T")


class Tally:
    """How often each elementary operation happened."""

    __slots__ = (
        "calculations",
        "comparisons",
        "draws",
        "equalities",
        "hashes",
        "reads",
        "writes",
    )

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Set every count back to zero."""
        self.comparisons = self.equalities = self.hashes = 0
        self.reads = self.writes = self.draws = self.calculations = 0

    def __deepcopy__(self, _: object) -> Self:
        return self  # copied items go on counting here

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

    def __bool__(self) -> bool:
        return bool(self.value)

    def __repr__(self) -> str:
        return repr(self.value)


def plain(value: Any) -> Any:
    """Return what a `Counted` holds, and anything else as it is."""
    return value.value if isinstance(value, Counted) else value


def counted(values: Iterable[Any], tally: Tally) -> list[Counted]:
    """Wrap each of *values* so that *tally* sees what is done to it."""
    return [Counted(value, tally) for value in values]


class CountedInt(int):
    """A whole number that counts as `Counted` does, and can be calculated with.

    What is calculated from one is one.

    >>> tally = Tally()
    >>> sorted([CountedInt(3, tally) * 2, CountedInt(4, tally) + 1]), tally.comparisons
    ([5, 6], 1)
    """

    tally: Tally

    def __new__(cls, value: int, tally: Tally) -> Self:
        """Make a number that *tally* sees."""
        number = super().__new__(cls, value)
        number.tally = tally
        return number

    def __deepcopy__(self, _: object) -> Self:
        return self


def counting(name: str, kind: str) -> Callable[..., Any]:
    """Return int's method *name*, counted as an operation of that kind."""
    original = getattr(int, name)

    def method(self: CountedInt, *others: Any) -> Any:
        setattr(self.tally, kind, getattr(self.tally, kind) + 1)
        return original(self, *others)

    return method


def calculating(name: str) -> Callable[..., Any]:
    """Return int's method *name*, counted, whose result goes on counting."""
    original = getattr(int, name)

    def method(self: CountedInt, *others: Any) -> Any:
        self.tally.calculations += 1
        result = original(self, *others)
        return CountedInt(result, self.tally) if type(result) is int else result

    return method


for _kind, _names in {
    "comparisons": ("__lt__", "__gt__", "__le__", "__ge__"),
    "equalities": ("__eq__", "__ne__"),
    "hashes": ("__hash__",),
}.items():
    for _name in _names:
        setattr(CountedInt, _name, counting(_name, _kind))
for _name in ("add", "sub", "mul", "floordiv", "mod", "pow", "and", "or", "xor"):
    for _side in ("", "r"):
        setattr(CountedInt, f"__{_side}{_name}__", calculating(f"__{_side}{_name}__"))
for _name in ("__neg__", "__abs__"):
    setattr(CountedInt, _name, calculating(_name))


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
    """A sequence that counts every element read or written, and remembers each read.

    A slice counts one read an element. Assigning, inserting and deleting count one write for
    each element put in place: those that are new and those that shift, as in a list. *visited*
    lists the indexes read, in order.

    >>> shelf = CountedSequence("abcd")
    >>> shelf[2], shelf[1:3], shelf.tally.reads, shelf.visited
    ('c', ['b', 'c'], 3, [2, 1, 2])
    """

    def __init__(self, items: Iterable[T], tally: Tally | None = None) -> None:
        self.items = list(items)
        self.tally = Tally() if tally is None else tally
        self.visited: list[int] = []
        self.found: list[T] = []

    def __len__(self) -> int:
        return len(self.items)

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> list[T]: ...
    def __getitem__(self, index: int | slice) -> T | list[T]:
        result = self.items[index]
        read = places(len(self), index)
        self.visited += read
        self.found += (self.items[place] for place in read)
        self.tally.reads += len(read)
        return result

    def __setitem__(self, index: Any, value: Any) -> None:
        before = len(self)
        self.items[index] = value
        self.tally.writes += written(places(before, index), before, len(self))

    def __delitem__(self, index: Any) -> None:
        before = len(self)
        del self.items[index]
        gone = places(before, index)
        self.tally.writes += len(self) - min(gone[0], gone[-1]) if gone else 0

    def insert(self, index: int, value: T) -> None:
        """Put *value* before *index*; every element behind it moves."""
        place, _, _ = slice(index, None).indices(len(self))
        self.items.insert(index, value)
        self.tally.writes += len(self) - place

    def looks(self) -> list[tuple[int, int, T]]:
        """List every read as (number of the look, index, value found there)."""
        looks = range(1, len(self.visited) + 1)
        return list(zip(looks, self.visited, self.found, strict=True))

    def __repr__(self) -> str:
        return f"CountedSequence({self.items!r})"


def places(size: int, at: Any) -> range:
    """Return the places that an index or a slice names in a list of *size* elements."""
    found = range(size)[at]
    return found if isinstance(found, range) else range(found, found + 1)


def written(replaced: range, before: int, after: int) -> int:
    """Return how many elements a list writes for new values in the places *replaced*.

    These are the new values and, if they made the list longer or shorter, all that stand behind.
    """
    behind = before - max(replaced.start, replaced.stop) if after != before else 0
    return len(replaced) + after - before + behind


class CountedRandom(random.Random):
    """A seeded generator that draws what `random.Random` would, and counts the draws."""

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

    def getrandbits(self, k: int, /) -> int:
        """Draw below 2**k, as `random.Random.getrandbits` does, and count it."""
        self.tally.draws += 1
        return super().getrandbits(k)

    def random(self) -> float:
        """Draw a float, as `random.Random.random` does, and count it."""
        self.tally.draws += 1
        return super().random()


def watch(argument: Any, tally: Tally) -> Any:
    """Return *argument* so that *tally* sees its use: items are counted, draws are counted.

    Lists, tuples and ranges become lists of `Counted`; a `random.Random` becomes a
    `CountedRandom` that goes on where it stands; anything else stays as it is.
    """
    if isinstance(argument, list | tuple | range):
        return counted(argument, tally)
    if type(argument) is random.Random:
        generator = CountedRandom(tally)
        generator.setstate(argument.getstate())
        return generator
    return argument


def tally_of(function: Callable[..., object], *arguments: Any) -> Tally:
    """Run *function* on watched *arguments* and return what it did to them.

    >>> tally_of(sorted, range(100)).comparisons
    99
    """
    tally = Tally()
    function(*(watch(argument, tally) for argument in arguments))
    return tally
