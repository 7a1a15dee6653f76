"""Finding duplicates: by hashing, by sorting, by equality alone.

Q53. find duplicates values in list?

## In one breath

First ask: each duplicate once, or its positions? Are the items hashable? Then one pass with a set
of what was seen: whatever is in it already is a duplicate. Expected O(n) time, O(n) space, answers
in order of second sight. If the items cannot be hashed but can be ordered, sort them and compare
neighbours: O(n log n). With nothing but `==`, compare each pair: O(n^2).

## Pitfalls

- *[x for x in items if items.count(x) > 1].* It scans the list for each item, O(n^2), and reports
  a duplicate as often as it occurs. `x in seen` is the same scan when `seen` is a list.
- *len(set(items)) < len(items).* It tells that there are duplicates, not which.
- *Counter(items).* Right when counts are asked for; it answers in order of first sight.
- *"O(n)", without "expected".* Equal hashes make each look-up a scan. The multiples of 2^61 - 1
  all hash to 0 in 64-bit CPython; the demo counts millions of `==` for 2,000 of them.

## Asked next

- *Is 1 the same as 1.0 and True?* To a set, yes: equal values must hash alike. NaN equals nothing,
  but `in` looks at identity first, so one NaN object met twice is a duplicate.
- *What about attackers?* Hashes of str and bytes are keyed with a secret drawn at each start of
  Python; hashes of numbers are not. Limit how many numbers a request may send.
- *Can comparing beat n log n?* No: telling whether all items are distinct needs that many
  comparisons. Hashing gets below because it does not compare.
- *No extra memory?* Sort in place, if the caller allows it.
- *More items than memory?* Split them into files by a hash, each small enough. Not by
  `hash(str)`, which differs between processes. See `duplicates_external`.

## Sources

- https://docs.python.org/3/library/stdtypes.html#hashing-of-numeric-types
- https://docs.python.org/3/reference/datamodel.html#object.__hash__
- https://github.com/python/cpython/blob/main/Objects/setobject.c
- Ben-Or, Lower bounds for algebraic computation trees, STOC 1983
"""

import random
import sys
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import groupby, pairwise
from typing import TypeVar

from pyinterview.lab.counting import tally_of
from pyinterview.lab.evidence import Claim, Demo, Table, brief
from pyinterview.lab.growth import Cost
from pyinterview.lab.ordered import OrderedT

__all__ = [
    "duplicate_positions",
    "duplicates_by_equality",
    "duplicates_by_sorting",
    "find_duplicates",
]

T = TypeVar("T")
HashableT = TypeVar("HashableT", bound=Hashable)


def find_duplicates(items: Iterable[HashableT]) -> list[HashableT]:
    """Return each item that occurs more than once, once, in order of second sight.

    Time O(n) expected: at most 2n hashes. Space O(n). Works on any iterable. Raises ``TypeError``
    for an item that cannot be hashed.

    >>> find_duplicates("abcbcca"), find_duplicates([])
    (['b', 'c', 'a'], [])
    """
    seen: set[HashableT] = set()
    repeated: dict[HashableT, None] = {}  # a dict keeps the order in which its keys came
    for item in items:
        if item in seen:
            repeated[item] = None
        else:
            seen.add(item)
    return list(repeated)


def duplicate_positions(items: Iterable[HashableT]) -> dict[HashableT, list[int]]:
    """Return every index of each item that occurs more than once, in order of second sight.

    Time O(n) expected: at most 2n hashes. Space O(n). Works on any iterable. Raises ``TypeError``
    for an item that cannot be hashed.

    >>> duplicate_positions("abcabb")
    {'a': [0, 3], 'b': [1, 4, 5]}
    """
    first: dict[HashableT, int] = {}
    positions: dict[HashableT, list[int]] = {}  # no list for what is seen only once
    for index, item in enumerate(items):
        earliest = first.setdefault(item, index)
        if earliest != index:
            positions.setdefault(item, [earliest]).append(index)
    return positions


def duplicates_by_sorting(items: Iterable[OrderedT]) -> list[OrderedT]:
    """Return each item that occurs more than once, once, in ascending order.

    Time O(n log n): a sort and n - 1 more comparisons, all by ``<``. Space O(n). Items need no
    hash; those of which neither is less count as equal, so NaN makes the result meaningless.
    Raises ``TypeError`` for items that cannot be ordered.

    >>> duplicates_by_sorting([[2], [1, 5], [2], [1, 5], [2], []])
    [[1, 5], [2]]
    """
    repeated = []
    inside = False  # whether the previous two were equal: then this one is reported already
    for left, right in pairwise(sorted(items)):
        equal = not left < right
        if equal and not inside:
            repeated.append(left)
        inside = equal
    return repeated


def duplicates_by_equality(items: Iterable[T]) -> list[T]:
    """Return each item that occurs more than once, once, in order of second sight.

    Time O(n^2): at most n(n - 1) / 2 ``==``. Space O(n). Works on anything that can be compared
    by ``==``, hashable or not.

    >>> duplicates_by_equality([{}, None, [1], {}, [1.0], {}])
    [{}, [1.0]]
    """
    seen: list[T] = []
    repeated: list[T] = []
    for item in items:
        if item not in seen:
            seen.append(item)
        elif item not in repeated:
            repeated.append(item)
    return repeated


def _distinct_items(n: int) -> tuple[range]:
    return (range(n),)


def _pairs(n: int) -> tuple[list[int]]:
    return ([item // 2 for item in range(n)],)


def _random_items(n: int) -> tuple[list[int]]:
    return (random.Random(n).choices(range(n), k=n),)


def _every_pair(n: int) -> int:
    return n * (n - 1) // 2


def _sort_and_neighbours(n: int) -> int:
    return n * (n - 1).bit_length() + n  # n log2 n, rounded up, and one more each


COSTS = (
    Cost(find_duplicates, _distinct_items, lambda n: 2 * n, "hashes", "distinct items"),
    Cost(find_duplicates, _distinct_items, lambda _: 0, "equalities", "distinct hashes"),
    Cost(duplicate_positions, _distinct_items, lambda n: 2 * n, "hashes", "distinct items"),
    Cost(duplicate_positions, _pairs, lambda n: 2 * n, "hashes", "every item twice"),
    Cost(duplicates_by_sorting, _random_items, _sort_and_neighbours),
    Cost(duplicates_by_equality, _distinct_items, _every_pair, "equalities", "distinct items"),
)


def demo_find_duplicates(items: Sequence[int] = (3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9)) -> Demo:
    """Find the duplicates of your list in four ways, and count what each way costs."""
    few = items[:500]  # as many as n^2 comparisons can be spent on
    yield f"find_duplicates({brief(items)}) -> {brief(find_duplicates(items))}"
    ways: list[Callable[..., object]] = [find_duplicates, duplicate_positions]
    ways += [duplicates_by_sorting, duplicates_by_equality]
    sizes = (len(items), len(items), len(items), len(few))
    spent = [tally_of(way, items[:n]) for way, n in zip(ways, sizes, strict=True)]
    yield Table(
        "What the four ways do to your items",
        ("function", "items", "hashes", "==", "<"),
        [
            (way.__name__, n, tally.hashes, tally.equalities, tally.comparisons)
            for way, n, tally in zip(ways, sizes, spent, strict=True)
        ],
    )
    yield from _truth(items, few)
    hashes = max(spent[0].hashes, spent[1].hashes)
    yield _at_most("two hashes an item, with or without positions", hashes, 2 * len(items))
    limit = tally_of(sorted, items).comparisons + max(0, len(items) - 1)
    yield _at_most("by sorting: the sort, then one `<` a neighbour", spent[2].comparisons, limit)
    pairs = tally_of(duplicates_by_equality, range(100)).equalities
    yield Claim(
        "by equality: each pair of 100 distinct items is compared once",
        measured=pairs,
        expected=_every_pair(100),
        holds=pairs == _every_pair(100),
    )
    yield from _hashing()


def _at_most(text: str, measured: int, limit: int) -> Claim:
    return Claim(text, measured, f"at most {limit}", holds=measured <= limit)


def _truth(items: Sequence[int], few: Sequence[int]) -> Demo:
    places = _places(items)
    head = f", in the first {len(few)} items" if len(few) < len(items) else ""
    for text, measured, expected in (
        ("each duplicate once, in order of second sight", find_duplicates(items), _second(places)),
        (f"by equality: the same{head}", duplicates_by_equality(few), _second(_places(few))),
        ("by sorting: the same, ascending", duplicates_by_sorting(items), list(places)),
    ):
        yield Claim(text, brief(measured), brief(expected), holds=measured == expected)
    positions = duplicate_positions(items)
    yield Claim(
        "positions: every place of each of them",
        measured=brief(sorted(positions.items()), most=5),
        expected=brief(list(places.items()), most=5),
        holds=positions == places,
    )


def _places(items: Sequence[int]) -> dict[int, list[int]]:
    """The oracle: the places of each repeated value, found by a stable sort of all places."""
    by_value = sorted(range(len(items)), key=items.__getitem__)
    groups = {value: list(places) for value, places in groupby(by_value, items.__getitem__)}
    return {value: places for value, places in groups.items() if len(places) > 1}


def _second(places: dict[int, list[int]]) -> list[int]:
    return sorted(places, key=lambda value: places[value][1])


def _hashing() -> Demo:
    nan, other = float("nan"), float("nan")
    found = [len(find_duplicates(case)) for case in ([1, 1.0, True], [nan, nan], [nan, other])]
    yield Claim(
        "duplicates among 1, 1.0 and True; in a NaN met twice; in two NaN objects",
        measured=found,
        expected=[1, 1, 0],
        holds=found == [1, 1, 0],
    )
    n, modulus = 2_000, sys.hash_info.modulus
    spent = [tally_of(find_duplicates, range(0, n * step, step)) for step in (1, modulus)]
    plain, flooded = (tally.equalities for tally in spent)
    yield Claim(
        f"{n:,} ordinary numbers need no `==`; as many multiples of {modulus} need about n^2",
        measured=f"{plain:,} and {flooded:,}",
        expected=f"0 and more than {n * n // 4:,}",
        holds=plain == 0 and flooded > n * n // 4,
    )
