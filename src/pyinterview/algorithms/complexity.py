"""Time and space complexity.

Q31. What are time complexity and space complexity?

## In one breath

Time complexity says how the number of basic operations grows with the size of the input; space
complexity, how much extra memory is alive at once, the call stack included. O is an upper bound,
Omega a lower one, Theta both; best, worst, average and amortized are a separate choice. So a full
answer names four things: n, the operation counted, the case, and the bound.

## Pitfalls

- *Big-O means worst case.* Bound and case are independent: insertion sort is Theta(n) on sorted
  input and Theta(n^2) on reversed input, each both O and Omega.
- *One line of Python is one step.* `x in items`, `items.pop(0)`, `items[1:]` and `a + b` are O(n)
  in C. A loop around one of them is quadratic, and no comparison count shows it.
- *append is O(1).* Amortized: now and then it moves the whole list to a larger block. The block
  grows by about an eighth, so the moves stay below a constant for each append.
- *Recursion is free.* Every open call is a frame. Halving keeps log n of them, "the rest of the
  list" keeps n, and n beyond a thousand is a `RecursionError`.

## Asked next

- *How do you find the class from measurements?* Count at doubling sizes and look at the increments,
  which cancels constants: equal increments are log n, doubling ones n, quadrupling ones n^2.
- *Why count and not time?* A count is exact and the same everywhere; a time includes the machine,
  the cache and the neighbours, and tells n from n log n badly.
- *T(n) = 2 T(n/2) + n?* Merge sort: log n levels of n work each, Theta(n log n).
- *Is a set lookup O(1)?* Expected. With keys chosen to collide it is O(n), see question 53.

## Sources

- Cormen, Leiserson, Rivest, Stein, Introduction to Algorithms, chapters 3, 4 and 16 (4th edition)
- https://wiki.python.org/moin/TimeComplexity
- https://github.com/python/cpython/blob/main/Objects/listobject.c (`list_resize`)
"""

import random
import sys
from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeAlias

from pyinterview.algorithms.duplicates import COSTS as DUPLICATES
from pyinterview.algorithms.searching import COSTS as SEARCHING
from pyinterview.algorithms.selection import COSTS as SELECTION
from pyinterview.algorithms.shuffling import COSTS as SHUFFLING
from pyinterview.algorithms.sorting import COSTS as SORTING
from pyinterview.lab.counting import Tally, counted
from pyinterview.lab.evidence import BadInput, Chart, Claim, Demo, Table
from pyinterview.lab.growth import INCONCLUSIVE, ORDER, SIZES, Cost, classify, rank
from pyinterview.lab.naming import load_named, told

__all__ = ["count_operations", "reallocations", "stack_depth"]

COSTED = (*SEARCHING, *SORTING, *DUPLICATES, *SELECTION, *SHUFFLING)
Algorithm: TypeAlias = Literal[
    "insertion_sort",
    "merge_sort",
    "quick_sort",
    "heap_sort",
    "linear_search",
    "binary_search",
    "find_duplicates",
    "second_largest",
    "shuffle",
]


def count_operations(function: Callable[[list[Any]], object], items: Iterable[Any]) -> int:
    """Return how many comparisons and equality tests *function* makes on a list of *items*.

    Time O(n) beside the call itself, space O(n). Passes on what *function* raises.

    >>> count_operations(sorted, range(10)), count_operations(lambda row: 9 in row, range(10))
    (9, 10)
    """
    tally = Tally()
    function(counted(items, tally))
    return tally.comparisons + tally.equalities


def reallocations(appends: int) -> tuple[int, int]:
    """Return how often a list moves to a larger block in that many appends, and what it moves.

    The second figure is the number of elements moved in all. Time O(n), space O(n). Raises
    ``ValueError`` for a negative number.

    >>> reallocations(0), reallocations(4)
    ((0, 0), (1, 0))
    """
    if appends < 0:
        raise ValueError(f"appends must not be negative, not {appends}")
    items: list[None] = []
    moves = elements = 0
    size = sys.getsizeof(items)
    for length in range(appends):
        items.append(None)
        if sys.getsizeof(items) != size:
            size = sys.getsizeof(items)
            moves += 1
            elements += length
    return moves, elements


def stack_depth(function: Callable[..., object], *arguments: Any) -> int:
    """Return the most frames of *function* itself that were open at once: its recursion depth.

    Time O(calls) beside the call itself, space O(1). Passes on what *function* raises.

    >>> def total(items): return items[0] + total(items[1:]) if items else 0
    >>> stack_depth(total, [1, 2, 3]), stack_depth(sum, [1, 2, 3])
    (4, 0)
    """
    code = getattr(function, "__code__", None)
    depth = deepest = 0

    def on_event(frame: Any, event: str, _: object) -> None:
        nonlocal depth, deepest
        if frame.f_code is code and event in ("call", "return"):
            depth += 1 if event == "call" else -1
            deepest = max(deepest, depth)

    before = sys.getprofile()
    sys.setprofile(on_event)
    try:
        function(*arguments)
    finally:
        sys.setprofile(before)
    return deepest


def demo_complexity(
    algorithm: Algorithm = "insertion_sort", function: str = "", expected: str = ""
) -> Demo:
    """Count an algorithm of ours, or your own module:function, at growing sizes.

    Your function is called with one list of whole numbers; --expected "n log n" makes a claim
    of what you think it costs.
    """
    if function:
        yield from _yours(function, expected)
    elif expected:
        raise BadInput("--expected speaks of your own function: name it with --function too")
    else:
        yield from _ours(algorithm)
    yield from _in_c()
    yield from _amortized(200_000)
    yield from _stack(500)


def _ours(algorithm: str) -> Demo:
    costs = [cost for cost in COSTED if cost.function.__name__ == algorithm]
    counts = {cost: {n: cost.measure(n) for n in SIZES} for cost in costs}
    for kind in dict.fromkeys(cost.counts for cost in costs):
        alike = {cost.case: list(counts[cost].values()) for cost in costs if cost.counts == kind}
        rows = [(n, *(case[at] for case in alike.values())) for at, n in enumerate(SIZES)]
        yield Table(f"{algorithm}: {kind} by case", ("n", *alike), rows)
        yield Chart(f"{algorithm}: {kind} over n", SIZES, alike)
    for cost in costs:
        yield _class_claim(cost, counts[cost])


def _class_claim(cost: Cost, counts: dict[int, int]) -> Claim:
    found = classify(counts)
    limit = classify({n: cost.limit(n) for n in SIZES})
    within = all(count <= cost.limit(n) for n, count in counts.items())
    open_question = INCONCLUSIVE in {found.name, limit.name}
    return Claim(
        f"{cost.function.__name__} on {cost.case}: {cost.counts} grow no faster than promised",
        measured=f"like {found.name} ({found.reason})" if open_question else f"like {found.name}",
        expected=f"like {limit.name} at most",
        holds=False
        if not within
        else None
        if open_question
        else rank(found.name) <= rank(limit.name),
    )


def _yours(name: str, expected: str) -> Demo:
    from pyinterview.lab.costing import examine  # noqa: PLC0415 -- ast is slow to import

    if expected and expected not in ORDER:
        raise BadInput(f"--expected: {expected!r:.60} is none of {', '.join(ORDER)}")
    try:
        function = load_named(name)
    except BadInput as error:
        raise BadInput(f"--function: {error}") from None
    if not callable(function):
        raise BadInput(f"--function: {name!r:.60} is not a function")

    def shuffled_numbers(n: int, seed: int) -> tuple[list[int]]:
        return (random.Random(seed).sample(range(n), n),)

    try:
        found = examine(function, shuffled_numbers)
    except Exception as error:  # noqa: BLE001 -- a reader's function may raise anything
        raise BadInput(
            f"--function: {name:.60} failed on a list of numbers: {told(error)}"
        ) from None
    rows = [
        (counter, *counts.values(), found.growths[counter].name)
        for counter, counts in found.counts.items()
    ]
    sizes = tuple(f"n={n}" for n in found.sizes)
    yield Table(f"{name} on shuffled whole numbers", ("counted", *sizes, "grows like"), rows)
    unknown = found.verdict.name == INCONCLUSIVE
    yield Claim(
        f"{name} grows like {expected}" if expected else f"{name} has a growth class",
        measured=f"{found.verdict.name}: {found.verdict.reason}" if unknown else found.verdict.name,
        expected=expected or "one of the usual classes",
        holds=None if unknown else not expected or found.verdict.name == expected,
    )


def _in_c() -> Demo:
    scans = [count_operations(lambda row: -1 in row, range(n)) for n in SIZES]
    yield Claim(
        "one `in` on a list is a scan: n equality tests for an absent item",
        measured=scans,
        expected=list(SIZES),
        holds=scans == list(SIZES),
    )


def _amortized(n: int) -> Demo:
    moves, elements = reallocations(n)
    yield Claim(
        f"{n:,} appends move the list rarely, so that each costs a constant on average",
        measured=f"{moves} reallocations, {elements / n:.2f} elements moved for each append",
        expected="at least one, at most 200; at most 9",
        holds=1 <= moves <= 200 and elements <= 9 * n,
    )


def _rest(items: list[int]) -> int:
    return items[0] + _rest(items[1:]) if items else 0


def _halves(items: list[int]) -> int:
    middle = len(items) // 2
    return _halves(items[:middle]) + _halves(items[middle:]) if middle else sum(items)


def _stack(n: int) -> Demo:
    depths = stack_depth(_rest, list(range(n))), stack_depth(_halves, list(range(n)))
    yield Claim(
        f"the same sum of {n} items by recursion: one frame an item, or one for each halving",
        measured=depths,
        expected=(n + 1, (n - 1).bit_length() + 1),
        holds=depths == (n + 1, (n - 1).bit_length() + 1),
    )
