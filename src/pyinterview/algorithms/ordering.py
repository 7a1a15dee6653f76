"""list.sort and sorted, and sorting by several keys.

Q48. what is difference between sort vs sorted?

## In one breath

`list.sort` is a method: it sorts that list in place and returns `None`. `sorted` is a function: it
takes any iterable, leaves it alone and returns a new list. Inside it is the same sort, since
`sorted` fills a list and sorts that: stable, `key`, `reverse`, equally many comparisons. What
differs is memory: `sort` sets aside at most n/2 pointers, `sorted` n more for the new list.

## Pitfalls

- *items = items.sort().* Now `items` is `None`. A method that changes its object returns nothing.
- *"sort needs no memory."* Merging sets aside up to n/2 pointers, and none if the list is in order
  already. With `key=` the keys are held as well.
- *Negate a key to sort downwards.* It works for numbers only. `reverse=True` works for all and
  keeps ties in their order; `items.reverse()` afterwards turns ties round.
- *Look at the list from inside the key function.* CPython shows an empty list while it sorts, to
  other threads too, and answers a change with `ValueError`.

## Asked next

- *Length downwards, then the alphabet?* Sort by the alphabet, then by length with `reverse=True`:
  the sort is stable, so the last pass counts most. `sort_by` does that for any number of keys.
  Two such passes are quicker than one by the tuple `(-len(word), word)`.
- *What if a comparison raises half-way?* `sort` leaves every item in the list, in no particular
  order. `sorted` loses only its own copy.
- *The ten largest of a stream?* `heapq.nlargest(10, stream)`: O(n log k) time, k items held.
- *Which is faster?* They differ by the copy, which is small beside the sort, unless the list is
  in order already.

## Sources

- https://docs.python.org/3/howto/sorting.html
- https://docs.python.org/3/library/stdtypes.html#list.sort
- https://github.com/python/cpython/blob/main/Objects/listobject.c
- https://github.com/python/cpython/blob/main/Objects/listsort.txt
"""

import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any, Literal, TypeAlias, TypeVar

from pyinterview.lab.counting import Tally, counted
from pyinterview.lab.evidence import Claim, Demo, Table, brief
from pyinterview.lab.growth import Cost
from pyinterview.lab.memory import peak_bytes
from pyinterview.lab.ordered import Ordered

__all__ = ["sort_by"]

T = TypeVar("T")
Direction: TypeAlias = Literal["ascending", "descending"]
Key: TypeAlias = Callable[[T], Ordered] | tuple[Callable[[T], Ordered], Direction]


def sort_by(items: Iterable[T], *keys: Key[T]) -> list[T]:
    """Return a new list of *items*, sorted by several keys, the most significant first.

    A key is a function, or a pair of it and ``"ascending"`` or ``"descending"``; items that are
    equal in every key stay in order. Time O(k n log n) for k keys: each is called once an item.
    Space O(n). Raises ``TypeError`` without a key and ``ValueError`` for another direction.

    >>> sort_by(["fig", "kiwi", "date", "lime"], (len, "descending"), str)
    ['date', 'kiwi', 'lime', 'fig']
    """
    if not keys:
        raise TypeError("sort_by needs at least one key, for instance sort_by(words, len)")
    passes = [key if isinstance(key, tuple) else (key, "ascending") for key in keys]
    for _, direction in passes:
        if direction not in ("ascending", "descending"):
            raise ValueError(f"direction must be ascending or descending, not {direction!r}")
    ordered = list(items)
    for key, direction in reversed(passes):  # a stable pass keeps what the passes before it did
        ordered.sort(key=key, reverse=direction == "descending")
    return ordered


def _itself(item: T) -> T:
    return item


def _in_order(n: int) -> tuple[Any, ...]:
    return range(n), _itself, _itself


COSTS = (Cost(sort_by, _in_order, lambda n: 2 * max(0, n - 1), case="two keys, already in order"),)


def demo_sort_vs_sorted(
    items: Sequence[str] = ("pear", "fig", "apple", "kiwi", "plum", "banana", "date"),
) -> Demo:
    """Sort your words both ways, then by two keys, and weigh what each way allocates."""
    ways: tuple[Callable[[list[Any]], object], ...] = (list.sort, sorted)
    rows, spent = [], []
    for name, sort in zip(("items.sort()", "sorted(items)"), ways, strict=True):
        tally = Tally()
        shelf = counted(items, tally)
        returned = sort(shelf)
        rows.append(
            (name, brief(returned) if isinstance(returned, list) else returned, brief(shelf))
        )
        spent.append(tally.comparisons)
    yield Table("One sort, two ways in", ("call", "returns", "items afterwards"), rows)
    yield Claim(
        "both compare equally often on your words: it is the same sort",
        measured=spent[0],
        expected=spent[1],
        holds=spent[0] == spent[1],
    )
    unique = dict.fromkeys(items)
    yield f"sorted takes any iterable, here a dictionary's keys -> {brief(sorted(unique))}"
    yield from _two_keys(items)
    yield from _memory(20_000)
    yield from _interrupted()


def _two_keys(items: Sequence[str]) -> Demo:
    mine, asked = list(items), []

    def length(word: str) -> int:
        asked.append(word)
        return len(word)

    ordered = sort_by(mine, (length, "descending"), str)
    negated = sorted(items, key=lambda word: (-len(word), word))
    yield f'sort_by(items, (len, "descending"), str) -> {brief(ordered)}'
    yield Claim(
        "sort_by puts the longest first and equal lengths in alphabetical order",
        measured=brief(ordered),
        expected=brief(negated),
        holds=ordered == negated,
    )
    yield Claim(
        "sort_by leaves your list as it was",
        measured=brief(mine),
        expected=brief(items),
        holds=mine == list(items),
    )
    yield Claim(
        "sort_by calls a key once an item",
        measured=len(asked),
        expected=len(items),
        holds=len(asked) == len(items),
    )


def _memory(n: int) -> Demo:
    rng = random.Random(1)
    mixed = [rng.random() for _ in range(n)]
    rows = [
        (name, peak_bytes(list(numbers).sort), peak_bytes(partial(sorted, numbers)))
        for name, numbers in (("random", mixed), ("in order", sorted(mixed)))
    ]
    title = f"Bytes allocated at the peak for {n:,} items; a pointer takes 8"
    yield Table(title, ("items", "sort", "sorted"), rows)
    (_, scratch, copy), (_, unused, _) = rows
    yield Claim(
        "on random items sorted takes at least 2.5 times the memory of sort",
        measured=f"{copy / scratch:.2f} times",
        expected="at least 2.5 times",
        holds=copy >= 2.5 * scratch,
    )
    yield Claim(
        "on a list in order sort allocates next to nothing",
        measured=f"{unused:,} bytes",
        expected="at most 4,096 bytes",
        holds=unused <= 4_096,
    )


def _interrupted() -> Demo:
    before: list[Any] = [9, 5, 7, 1, "x", 3]
    items = list(before)
    lengths = set()

    def look(item: T) -> T:
        lengths.add(len(items))
        return item

    try:
        items.sort(key=look)
    except TypeError as error:
        yield f"{before}.sort() raises TypeError: {error}; now the list is {items}."
    yield f"From inside the key function its length was {max(lengths)}."
    yield Claim(
        "a sort that fails half-way loses no item",
        measured=sorted(map(str, items)),
        expected=sorted(map(str, before)),
        holds=sorted(map(str, items)) == sorted(map(str, before)),
    )
