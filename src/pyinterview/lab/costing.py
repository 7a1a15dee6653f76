"""Examine what somebody else's function costs, by four counts at growing sizes.

Comparisons and hashes are counted on the untouched function, moved elements on its rewritten
twin (see `hidden`), instructions on plain items and in whatever file they run. No count sees
everything; together they leave little room. A single call into C, such as
``list(permutations(items))``, cannot be stopped by a budget of instructions.
"""

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from pyinterview.lab.counting import CountedInt, Tally, watch
from pyinterview.lab.growth import INCONCLUSIVE, SIZES, Growth, classify, greatest
from pyinterview.lab.hidden import MovedList, counting_twin, load_counted
from pyinterview.lab.tracing import BudgetExceeded, executed

LADDERS = {  # by the greatest size: the first can tell c^n, the second n^3, the others less
    16: tuple(range(4, 17, 2)),
    64: (8, 12, 16, 24, 32, 48, 64),
    256: (16, 32, 64, 128, 256),
    512: (32, 64, 128, 256, 512),
    1024: (64, 128, 256, 512, 1024),
    2048: SIZES,
}
SEEDS = range(3)


class Examination(NamedTuple):
    """The counts of a function at each size, how each grows, and the greatest growth."""

    sizes: tuple[int, ...]
    counts: dict[str, dict[int, float]]
    growths: dict[str, Growth]
    verdict: Growth


def examine(
    function: Callable[..., Any],
    make_input: Callable[[int, int], tuple[Any, ...]],
    *,
    source: str | None = None,
    filename: str | None = None,
    budget: int = 2_000_000,
) -> Examination:
    """Count what *function* does on ``make_input(n, seed)``, its arguments, and name the growth.

    Each count is the mean of three seeds. The sizes are 128 to 2,048 if a call at 2,048 keeps
    within *budget* instructions, and smaller ones if it does not: tracing is slow. *source* is
    the text of the function's file, read if it is not given. Passes on what *function* raises.

    >>> examine(lambda items: -1 in items, lambda n, seed: (range(n),)).counts["comparisons"]
    {128: 128.0, 256: 256.0, 512: 512.0, 1024: 1024.0, 2048: 2048.0}
    """
    growths: dict[str, Growth] = {}
    twin: Callable[..., Any] | None = None
    try:
        if source is None:
            twin = counting_twin(function)
        else:
            twin = load_counted(source, filename or "<source>")[function.__name__]
    except Exception as error:  # noqa: BLE001 -- a file may be gone, or not be Python
        growths["moved elements"] = Growth(INCONCLUSIVE, f"cannot be counted: {error!r:.100}")

    def counts_at(n: int, seed: int, tally: Tally, budget: int | None = None) -> dict[str, int]:
        return measure(function, twin, partial(make_input, n, seed), tally, budget)

    reached, refusal = climb(lambda n, tally: counts_at(n, 0, tally, budget), budget)
    if reached not in LADDERS:
        return Examination((), {}, {}, Growth(INCONCLUSIVE, refusal))
    sizes = LADDERS[reached]
    runs = {n: [counts_at(n, seed, Tally()) for seed in SEEDS] for n in sizes}
    counts = {
        counter: {n: sum(run[counter] for run in runs[n]) / len(SEEDS) for n in sizes}
        for counter in runs[reached][0]
    }
    growths |= {counter: classify(found) for counter, found in counts.items()}
    return Examination(sizes, counts, growths, greatest(settled(growths, counts)))


def settled(growths: dict[str, Growth], counts: dict[str, dict[int, float]]) -> dict[str, Growth]:
    """Leave out a counter in doubt that never gains on one that grows like n log n.

    The linear terms of a merge sort blur n log n, and yet it cannot be worse than another count
    that rises at least as fast from each size to the next.
    """
    sure = [counts[name] for name, growth in growths.items() if growth.name == "n log n"]
    return {
        name: growth
        for name, growth in growths.items()
        if growth.name != INCONCLUSIVE
        or name not in counts
        or all(gains(counts[name], other) for other in sure)
    }


def gains(mine: dict[int, float], other: dict[int, float]) -> bool:
    """Tell whether *mine* rises faster than *other* anywhere."""
    return any(mine[b] * other[a] > mine[a] * other[b] for a, b in pairwise(mine))


def climb(run: Callable[[int, Tally], object], budget: int) -> tuple[int, str]:
    """Return the greatest size that can be afforded, and why the next one cannot."""
    reached = work = 1
    for n in (*range(4, 16, 2), *LADDERS):
        if work * (n / reached) ** 3 > budget:  # no budget stops C: expect the worst of it
            return reached, f"too many comparisons for {n:,} items"
        tally = Tally()
        try:
            run(n, tally)
        except BudgetExceeded as error:
            return reached, f"{error} for {n:,} items"
        except RecursionError:
            return reached, f"the recursion is too deep for {n:,} items"
        reached, work = n, tally.comparisons + tally.equalities + tally.hashes + tally.calculations
    return reached, ""


def measure(
    function: Callable[..., Any],
    twin: Callable[..., Any] | None,
    make: Callable[[], tuple[Any, ...]],
    tally: Tally,
    budget: int | None,
) -> dict[str, int]:
    """Call *function* and its *twin* with fresh arguments for each counter."""
    instructions = executed(finish, function, *make(), budget=budget)
    finish(function, *(watched(argument, tally) for argument in make()))
    counts = {"comparisons": tally.comparisons + tally.equalities, "hashes": tally.hashes}
    if twin is not None:
        arguments = [watched(argument, tally) for argument in make()]
        arguments = [MovedList(each) if isinstance(each, list) else each for each in arguments]
        MovedList.moved = 0
        finish(twin, *arguments)
        counts["moved elements"] = MovedList.moved
    return counts | {"instructions": instructions}


def watched(argument: Any, tally: Tally) -> Any:
    """Return what `watch` does, but whole numbers in a list can still be calculated with."""
    if isinstance(argument, list | tuple | range) and all(type(item) is int for item in argument):
        return [CountedInt(item, tally) for item in argument]
    return watch(argument, tally)


def finish(function: Callable[..., Any], *arguments: Any) -> None:
    """Call *function*; what it yields is work too."""
    result = function(*arguments)
    if isinstance(result, Iterator):
        for _ in result:
            pass
