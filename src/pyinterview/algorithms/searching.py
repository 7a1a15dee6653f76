"""Linear and binary search.

Q37. What is linear search and binary search?

## In one breath

Linear search looks at every item until it meets the target: at most n looks, in any order,
over anything you can loop on. Binary search asks for more, a sorted sequence with
constant-time indexing, and repays it: each comparison discards half of what is left, so a
million items need twenty. One search does not repay sorting first; many do.

## Pitfalls

- *Return -1 for "absent".* In Python `items[-1]` is a perfectly good index, so a forgotten
  check becomes a silent wrong answer. Return `None`, or raise as `list.index` does.
- *Check first that the input is sorted.* That check alone is n - 1 comparisons, and the
  search is no longer O(log n). Say in the docstring what is required instead.
- *Recurse on `items[middle:]`.* The comparisons stay few, but every slice copies half of what
  is left: O(n) time and O(n) space. Move two indexes.
- *Stop at the first equal item.* With repeated targets that is any of them. Narrow on `<` alone
  and test equality once, at the end: the leftmost match, and half the comparisons.

## Asked next

- *Why not fewer comparisons?* n items leave n + 1 gaps to tell apart, and k comparisons tell
  at most 2^k apart, so k >= log2(n + 1); rounded up that is exactly `n.bit_length()`.
- *When is sorting first worth it?* When q searches cost more by scanning than n log n
  comparisons plus q log n: from about 2 log n searches on.
- *Below log n?* Not by comparing. A hash table needs no order and takes O(1) expected.
- *Does (low + high) // 2 overflow?* Not Python's integers. It does overflow fixed-width ones,
  such as C's `int` or a NumPy scalar, and was a bug in Java's library for nine years.

## Sources

- https://docs.python.org/3/library/bisect.html
- https://github.com/python/cpython/blob/main/Lib/bisect.py
- Knuth, The Art of Computer Programming, vol. 3, section 6.2.1
- Bloch, Nearly All Binary Searches and Mergesorts are Broken, Google Research Blog, 2006
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pyinterview.lab.counting import CountedSequence, Tally, counted
from pyinterview.lab.evidence import Claim, Demo, Table, brief
from pyinterview.lab.growth import Cost
from pyinterview.lab.ordered import Ordered

__all__ = ["binary_search", "linear_search", "lower_bound", "upper_bound"]


def linear_search(items: Iterable[object], target: object) -> int | None:
    """Return the index of the first of *items* that equals *target*, or ``None``.

    Time O(n): at most n ``==``. Space O(1). Works on any iterable, and stops reading an
    iterator right behind the match.

    >>> linear_search("needle in haystack", "e"), linear_search([], 1) is None
    (1, True)
    """
    for index, item in enumerate(items):
        if item == target:
            return index
    return None


def lower_bound(
    items: Sequence[Any],
    target: Any,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Callable[[Any], Ordered] | None = None,
) -> int:
    """Return the first index at which *target* could be inserted and keep *items* sorted.

    Time O(log n): at most ``n.bit_length()`` comparisons by ``<``. Space O(1). Only
    ``items[lo:hi]`` is searched; *key* is applied to items, not to *target*, as in
    `bisect.bisect_left`. Raises ``ValueError`` for a negative *lo*.

    >>> lower_bound([1, 3, 3, 7], 3), lower_bound([1, 3, 3, 7], 4)
    (1, 3)
    """
    if lo < 0:
        raise ValueError(f"lo must not be negative, not {lo}")
    if hi is None:
        hi = len(items)
    if key is not None:  # a loop of its own: testing for a key at each step costs 10 %
        while lo < hi:
            middle = (lo + hi) // 2
            if key(items[middle]) < target:
                lo = middle + 1
            else:
                hi = middle
        return lo
    while lo < hi:  # every item before lo is < target; no item from hi on is
        middle = (lo + hi) // 2
        if items[middle] < target:
            lo = middle + 1
        else:
            hi = middle
    return lo


def upper_bound(
    items: Sequence[Any],
    target: Any,
    lo: int = 0,
    hi: int | None = None,
    *,
    key: Callable[[Any], Ordered] | None = None,
) -> int:
    """Return the last index at which *target* could be inserted and keep *items* sorted.

    Time O(log n): at most ``n.bit_length()`` comparisons by ``<``. Space O(1). Parameters and
    errors as for `lower_bound`; the two differ by the number of items equal to *target*.

    >>> upper_bound([1, 3, 3, 7], 3), upper_bound([1, 3, 3, 7], 4)
    (3, 3)
    """
    if lo < 0:
        raise ValueError(f"lo must not be negative, not {lo}")
    if hi is None:
        hi = len(items)
    if key is not None:
        while lo < hi:
            middle = (lo + hi) // 2
            if target < key(items[middle]):
                hi = middle
            else:
                lo = middle + 1
        return lo
    while lo < hi:  # no item before lo is > target; every item from hi on is
        middle = (lo + hi) // 2
        if target < items[middle]:
            hi = middle
        else:
            lo = middle + 1
    return lo


def binary_search(items: Sequence[Any], target: Any) -> int | None:
    """Return the leftmost index of *target* in sorted *items*, or ``None``.

    Time O(log n): at most ``n.bit_length()`` comparisons by ``<`` and one ``==``. Space O(1).
    On unsorted *items* the result is unspecified: checking would cost n - 1 comparisons.

    >>> binary_search([1, 3, 3, 7], 3), binary_search([1, 3, 3, 7], 4) is None
    (1, True)
    """
    index = lower_bound(items, target)
    return index if index < len(items) and items[index] == target else None


def _last_item(n: int) -> tuple[range, int]:
    return range(n), n - 1


def _absent_item(n: int) -> tuple[range, int]:
    return range(n), n


COSTS = (
    Cost(linear_search, _absent_item, lambda n: n, "equalities", "absent target"),
    Cost(lower_bound, _last_item, int.bit_length, case="last target"),
    Cost(upper_bound, _last_item, int.bit_length, case="last target"),
    Cost(binary_search, _last_item, int.bit_length, case="last target"),
    Cost(binary_search, _absent_item, lambda n: 0 if n == 0 else 1, "equalities", "absent target"),
)


def demo_linear_search(items: Sequence[int] = (7, 3, 9, 3, 5), target: int = 3) -> Demo:
    """Look at one item after the other, and count what an absent target costs."""
    shelf = CountedSequence(items)
    found = linear_search(shelf, target)
    yield f"linear_search({brief(items)}, {target}) -> {found}"
    yield Table("The first looks", ("look", "index", "value"), shelf.looks()[:20])
    yield Claim(
        "it finds the first match, wherever that is",
        measured=found,
        expected=list(items).index(target) if target in items else None,
        holds=found == (list(items).index(target) if target in items else None),
    )
    sizes = (10, 100, 1_000)
    spent = [Cost(linear_search, _absent_item, int, "equalities").measure(n) for n in sizes]
    yield Claim(
        "an absent target costs one look for every item: 10, 100 and 1,000 items",
        measured=spent,
        expected=list(sizes),
        holds=spent == list(sizes),
    )


def demo_binary_search(
    items: Sequence[int] = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29), target: int = 23
) -> Demo:
    """Watch each look discard half of what is left."""
    ordered = sorted(items)
    if ordered != list(items):
        yield f"Your list was not sorted; searching {brief(ordered)}."
    shelf = CountedSequence(ordered)
    found = binary_search(shelf, target)
    yield f"binary_search({brief(ordered)}, {target}) -> {found}"
    said = [
        (look, at, value, f"< {target}: look right" if value < target else "not less: look left")
        for look, at, value in shelf.looks()
    ]
    if shelf.visited and shelf.visited[-1] == lower_bound(ordered, target):
        said[-1] = (*said[-1][:3], f"== {target}: {said[-1][2] == target}")
    yield Table("Every look", ("look", "index", "value", "what it says"), said)
    yield Claim(
        "it finds the leftmost match, or None",
        measured=found,
        expected=ordered.index(target) if target in ordered else None,
        holds=found == (ordered.index(target) if target in ordered else None),
    )
    sizes = (1_000, 1_023, 1_024)
    worst = [_worst_comparisons(n) for n in sizes]
    limits = [n.bit_length() for n in sizes]
    yield Table(
        "Worst case over every target, present or absent",
        ("n", "comparisons", "limit"),
        list(zip(sizes, worst, limits, strict=True)),
    )
    yield Claim(
        "no search by comparison does better in the worst case",
        measured=worst,
        expected=limits,
        holds=worst == limits,
    )
    large = CountedSequence(range(100_000))
    binary_search(large, 99_999)
    yield Claim(
        "in 100,000 items it touches only what it compares (a slice or a check would read more)",
        measured=large.tally.reads,
        expected=f"at most {(100_000).bit_length() + 1}",
        holds=large.tally.reads <= (100_000).bit_length() + 1,
    )


def _worst_comparisons(n: int) -> int:
    tally = Tally()
    items = counted(range(n), tally)
    worst = 0
    for target in range(-1, n + 1):
        tally.reset()
        binary_search(items, target)
        worst = max(worst, tally.comparisons)
    return worst
