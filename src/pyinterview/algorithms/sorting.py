"""Four sorts by hand: insertion, merge, quick, heap.

Q52. list sort without using inbuild method?

## In one breath

I would write merge sort: halve, sort the halves, merge them. It is stable, needs O(n log n)
comparisons whatever the input, and n extra slots. Insertion sort is stable and linear on nearly
sorted input, quadratic otherwise. Quicksort is fast on average and quadratic at worst; heapsort is
O(n log n) in place, not stable. No sort by comparisons beats log2(n!). In production: `sorted`.

## Pitfalls

- *Merge with `pop(0)`.* Every call moves the rest of the list: O(n^2) element moves inside C,
  and no comparison count shows it. Walk with an index.
- *`left[i] < right[j]` decides.* On a tie that takes the right one, and the sort is no longer
  stable. Take the right one only if it is smaller: `right[j] < left[i]`.
- *Quicksort is O(n log n).* Expected, for input that does not react. An adversary that fixes
  values while the sort runs makes it quadratic, random pivot or not; the demo plays one.
- *Two-way partition.* On equal keys it splits 0 to n - 1 and turns quadratic. Keep the items equal
  to the pivot apart.
- *reverse=True is reversed(sorted(...)).* That turns ties round. Reverse, sort, reverse again.

## Asked next

- *Why not fewer comparisons?* n items have n! orders and k comparisons tell at most 2^k apart:
  k >= log2(n!), exactly `(n! - 1).bit_length()`. Merge sort is within a few per cent of it.
- *What does CPython use?* Timsort: natural runs, binary insertion for short ones, stable merges;
  since 3.11 the powersort policy decides which runs to merge.
- *O(n)?* Counting and radix sort, for keys that are small integers: they do not compare.
- *NaN in the list?* It is neither less nor greater, so no sort can place it. Say where it goes:
  `key=lambda x: (x != x, x)`.
- *Does not fit into memory?* Sorted runs on disk and one k-way merge, see `external_sort`.

## Sources

- https://github.com/python/cpython/blob/main/Objects/listsort.txt
- Knuth, The Art of Computer Programming, vol. 3, sections 5.2.1 to 5.2.4 and 5.3.1
- McIlroy, A killer adversary for quicksort, Software: Practice and Experience 29 (4), 1999
- Wegener, Bottom-up heapsort, Theoretical Computer Science 118 (1), 1993
"""

import random
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from math import factorial
from typing import Any, TypeVar

from pyinterview.lab.adversary import comparisons_against
from pyinterview.lab.counting import tally_of
from pyinterview.lab.evidence import Claim, Demo, Table, brief
from pyinterview.lab.growth import Cost
from pyinterview.lab.ordered import Ordered

__all__ = ["heap_sort", "insertion_sort", "merge_sort", "quick_sort"]

T = TypeVar("T")
Key = Callable[[T], Ordered]
_Columns = tuple[list[Any], list[Any]]


def insertion_sort(
    items: Iterable[T], *, key: Key[T] | None = None, reverse: bool = False
) -> list[T]:
    """Return a new sorted list: each item is inserted into those before it, from the right.

    Stable. Time O(n^2): n - 1 comparisons on sorted input, n(n - 1)/2 on reversed input. Space
    O(n), for the result. *key* is called once an item; only ``<`` is used.

    >>> insertion_sort("bca"), insertion_sort([1, -2, 2], key=abs, reverse=True)
    (['a', 'b', 'c'], [-2, 2, 1])
    """
    if key is None and not reverse:
        return _insert_each(items)  # each item as it comes: nothing is held but the result
    return _sorted_by(_insert_each, items, key, reverse)


def merge_sort(items: Iterable[T], *, key: Key[T] | None = None, reverse: bool = False) -> list[T]:
    """Return a new sorted list: halve, sort the halves, merge them.

    Stable. Time O(n log n): at most n ceil(lg n) - 2^ceil(lg n) + 1 comparisons. Space O(n).
    *key* is called once an item; only ``<`` is used.

    >>> merge_sort("bca"), merge_sort([1, -2, 2], key=abs, reverse=True)
    (['a', 'b', 'c'], [-2, 2, 1])
    """
    values = list(items)
    keys = [] if key is None else [key(value) for value in values]
    if reverse:  # and once more after sorting, so that ties keep their order
        values.reverse()
        keys.reverse()
    values = _halves(values) if key is None else _halves_by(keys, values)[1]
    if reverse:
        values.reverse()
    return values


def quick_sort(
    items: Iterable[T],
    *,
    key: Key[T] | None = None,
    reverse: bool = False,
    rng: random.Random | None = None,
) -> list[T]:
    """Return a new sorted list: split by a pivot into less, equal and greater, and go on.

    Not stable. Time O(n log n) expected for items in random order, O(n^2) at worst: at most
    n(n - 1) comparisons, 2n if all are equal. Space O(n), on no input deeper in calls than the
    interpreter allows. The pivot is the middle item, or a
    random one if *rng* is given. *key* is called once an item; only ``<`` is used.

    >>> quick_sort("bca"), quick_sort([3, 1, 2], reverse=True, rng=random.Random(7))
    (['a', 'b', 'c'], [3, 2, 1])
    """
    return _sorted_by(partial(_partition_all, rng), items, key, reverse)


def heap_sort(items: Iterable[T], *, key: Key[T] | None = None, reverse: bool = False) -> list[T]:
    """Return a new sorted list: make a heap, take the greatest again and again.

    Not stable. Time O(n log n), on random input about 1.2 log2(n!) comparisons. Space O(1)
    besides the result. *key* is called once an item; only ``<`` is used.

    >>> heap_sort("bca"), heap_sort([3, 1, 2], reverse=True)
    (['a', 'b', 'c'], [3, 2, 1])
    """
    return _sorted_by(_take_greatest, items, key, reverse)


def _insert_each(values: Iterable[Any]) -> list[Any]:
    ordered: list[Any] = []
    for value in values:
        place = len(ordered)
        while place and value < ordered[place - 1]:  # equal items stay before it
            place -= 1
        ordered.insert(place, value)  # shifts in C what a loop would shift one by one
    return ordered


def _halves(values: list[Any]) -> list[Any]:
    if len(values) < 2:
        return values
    middle = len(values) // 2
    return _merge(_halves(values[:middle]), _halves(values[middle:]))


def _merge(left: list[Any], right: list[Any]) -> list[Any]:
    merged = []
    place, size = 0, len(left)
    for item in right:
        while place < size and not item < left[place]:  # on a tie the left one goes first
            merged.append(left[place])
            place += 1
        merged.append(item)
    merged += left[place:]
    return merged


# With a key, keys and values travel side by side: (key, value) pairs would take 60 % more memory,
# and positions, which are objects too, 28 % more.


def _halves_by(keys: list[Any], values: list[Any]) -> _Columns:
    if len(keys) > 2:
        middle = len(keys) // 2
        left = _halves_by(keys[:middle], values[:middle])
        return _merge_by(left, _halves_by(keys[middle:], values[middle:]))
    if len(keys) == 2 and keys[1] < keys[0]:
        return keys[::-1], values[::-1]
    return keys, values


def _merge_by(left: _Columns, right: _Columns) -> _Columns:
    left_keys, left_values = left
    right_keys, right_values = right
    keys, values = [], []
    place, size = 0, len(left_keys)
    for at, key in enumerate(right_keys):
        while place < size and not key < left_keys[place]:
            keys.append(left_keys[place])
            values.append(left_values[place])
            place += 1
        keys.append(key)
        values.append(right_values[at])
    keys += left_keys[place:]
    values += left_values[place:]
    return keys, values


def _partition_all(rng: random.Random | None, values: list[Any]) -> list[Any]:
    ordered: list[Any] = []
    todo = [(values, False)]  # a stack of our own: an adversary can make it n deep
    while todo:
        part, equal = todo.pop()
        if equal or len(part) < 2:
            ordered += part
            continue
        pivot = part.pop(len(part) // 2 if rng is None else rng.randrange(len(part)))
        less: list[Any] = []
        same = [pivot]  # and not asked about itself: a wrong __lt__ cannot make this endless
        greater: list[Any] = []
        for value in part:
            if value < pivot:
                less.append(value)
            elif pivot < value:
                greater.append(value)
            else:
                same.append(value)
        todo += [(greater, False), (same, True), (less, False)]  # the last is taken first
    return ordered


def _take_greatest(heap: list[Any]) -> list[Any]:
    for root in reversed(range(len(heap) // 2)):
        _sink(heap, heap[root], root, len(heap))
    for end in range(len(heap) - 1, 0, -1):
        last, heap[end] = heap[end], heap[0]
        _sink(heap, last, 0, end)
    return heap


def _sink(heap: list[Any], item: Any, root: int, end: int) -> None:
    """Put *item* into the heap at *root*, whose place is free.

    Bottom-up: walk down to a leaf comparing only the children, then climb. An item from the
    bottom belongs near the bottom, so the climb is short: half the comparisons of the textbook.
    """
    place = root
    child = 2 * root + 1
    while child < end:
        if child + 1 < end and not heap[child + 1] < heap[child]:
            child += 1
        heap[place] = heap[child]
        place, child = child, 2 * child + 1
    while place > root and heap[(place - 1) // 2] < item:
        heap[place] = heap[(place - 1) // 2]
        place = (place - 1) // 2
    heap[place] = item


class _Keyed:
    """An item that is compared by its key."""

    __slots__ = ("item", "key")

    def __init__(self, key: Any, item: Any) -> None:
        self.key = key
        self.item = item

    def __lt__(self, other: "_Keyed") -> Any:
        return self.key < other.key


def _sorted_by(
    sort: Callable[[list[Any]], list[Any]],
    items: Iterable[Any],
    key: Key[Any] | None,
    reverse: bool,  # noqa: FBT001 -- handed on as it came
) -> list[Any]:
    values = list(items) if key is None else [_Keyed(key(item), item) for item in items]
    if reverse:
        values.reverse()  # and once more after sorting, so that ties keep their order
    values = sort(values)
    if reverse:
        values.reverse()
    return values if key is None else [value.item for value in values]


def _at_random(n: int) -> tuple[list[int]]:
    return (random.Random(n).sample(range(n), n),)


def _in_order(n: int) -> tuple[range]:
    return (range(n),)


def _reversed_order(n: int) -> tuple[range]:
    return (range(n, 0, -1),)


def _all_equal(n: int) -> tuple[list[int]]:
    return ([7] * n,)


def _merge_bound(n: int) -> int:
    """The most comparisons of merge sort: n ceil(lg n) - 2^ceil(lg n) + 1."""
    levels = max(0, n - 1).bit_length()
    return n * levels - (1 << levels) + 1


def _fewest(n: int) -> int:
    """The fewest comparisons that tell n! orders apart: ceil(log2 n!), exactly."""
    return (factorial(n) - 1).bit_length()


COSTS = (
    Cost(insertion_sort, _at_random, lambda n: n * (n - 1) // 2),
    Cost(insertion_sort, _in_order, lambda n: max(0, n - 1), case="sorted input"),
    Cost(insertion_sort, _reversed_order, lambda n: n * (n - 1) // 2, case="reversed input"),
    Cost(merge_sort, _at_random, _merge_bound),
    Cost(merge_sort, _in_order, _merge_bound, case="sorted input"),
    Cost(quick_sort, _at_random, lambda n: max(0, n * (n + 1) - 2)),
    Cost(quick_sort, _in_order, lambda n: 2 * n * n.bit_length(), case="sorted input"),
    Cost(quick_sort, _all_equal, lambda n: 2 * n, case="all equal"),
    Cost(heap_sort, _at_random, lambda n: 5 * _fewest(n) // 4 + n),
)


def demo_merge_sort(items: Sequence[int] = (38, 27, 43, 3, 9, 82, 10, 27)) -> Demo:
    """Sort your numbers in four ways, count the comparisons, then meet an adversary."""
    sorts = (insertion_sort, merge_sort, quick_sort, heap_sort)
    few = list(items[:500])  # as many as a quadratic sort can be shown on
    if len(few) < len(items):
        yield f"Your list has {len(items):,} items; the four sorts take the first {len(few)}."
    yield f"merge_sort({brief(items)}) -> {brief(merge_sort(items))}"
    yield Table(
        f"Comparisons for your items; to tell every order apart takes {_fewest(len(few))}",
        ("function", "comparisons"),
        [(sort.__name__, tally_of(sort, few).comparisons) for sort in sorts],
    )
    for sort in sorts:
        came, wanted = sort(few), sorted(few)
        yield Claim(
            f"{sort.__name__} gives what sorted gives",
            measured=brief(came, 8),
            expected=brief(wanted, 8),
            holds=came == wanted,
        )
    for stable in (insertion_sort, merge_sort):
        ways = [(stable(few, key=_last_digit, reverse=down), down) for down in (False, True)]
        right = [(sorted(few, key=_last_digit, reverse=down), down) for down in (False, True)]
        yield Claim(
            f"{stable.__name__} by last digit keeps ties in order, upwards and downwards",
            measured=" and ".join(brief(came, 8) for came, _ in ways),
            expected=" and ".join(brief(wanted, 8) for wanted, _ in right),
            holds=ways == right,
        )
    yield from _counts(1_000)
    yield from _adversaries(256)


def _last_digit(number: int) -> int:
    return abs(number) % 10


def _counts(n: int) -> Demo:
    from pyinterview.lab.hidden import (  # noqa: PLC0415 -- ast is slow to import
        counting_twin,
        moved_elements,
    )

    (numbers,) = _at_random(n)
    spent = tally_of(merge_sort, numbers).comparisons
    yield Claim(
        f"merge_sort on {n:,} numbers in random order: between what any sort needs and its bound",
        measured=spent,
        expected=f"{_fewest(n):,} to {_merge_bound(n):,}",
        holds=_fewest(n) <= spent <= _merge_bound(n),
    )
    moved = moved_elements(counting_twin(merge_sort), numbers)
    limit = 4 * n * n.bit_length()
    yield Claim(
        "nor does it hide work in C: items moved there (merging by pop(0) moves about n^2 / 2)",
        measured=moved,
        expected=f"at most {limit:,}",
        holds=moved <= limit,
    )
    bottom_up = tally_of(heap_sort, numbers).comparisons
    yield Claim(
        "heap_sort stays within 1.25 times what any sort needs; the textbook's takes about twice",
        measured=bottom_up,
        expected=f"at most {5 * _fewest(n) // 4:,}",
        holds=bottom_up <= 5 * _fewest(n) // 4,
    )
    ordered = tally_of(insertion_sort, range(n)).comparisons
    backwards = tally_of(insertion_sort, range(n, 0, -1)).comparisons
    yield Claim(
        f"insertion_sort on {n:,} sorted and {n:,} reversed numbers",
        measured=(ordered, backwards),
        expected=(n - 1, n * (n - 1) // 2),
        holds=(ordered, backwards) == (n - 1, n * (n - 1) // 2),
    )
    equal = tally_of(quick_sort, [7] * n).comparisons
    yield Claim(
        f"quick_sort on {n:,} equal numbers: two comparisons an item",
        measured=equal,
        expected=f"at most {2 * n:,}",
        holds=equal <= 2 * n,
    )


def _adversaries(n: int) -> Demo:
    middle = comparisons_against(quick_sort, n)
    drawn = comparisons_against(partial(quick_sort, rng=random.Random(1)), n)
    merged = comparisons_against(merge_sort, n)
    yield Claim(
        f"an adversary makes quick_sort quadratic on {n} items, with a middle or a random pivot",
        measured=(middle, drawn),
        expected=f"more than {n * n // 2:,} each, at most {n * (n - 1):,}",
        holds=all(n * n // 2 < spent <= n * (n - 1) for spent in (middle, drawn)),
    )
    yield Claim(
        "and cannot drive merge_sort beyond its bound",
        measured=merged,
        expected=f"at most {_merge_bound(n):,}",
        holds=merged <= _merge_bound(n),
    )
