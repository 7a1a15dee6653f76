"""Examine what somebody else's function costs, by four counts at growing sizes.

Comparisons and hashes are counted on the untouched function, moved elements on its rewritten
twin (see `hidden`), instructions on plain items and in whatever file they run. No count sees
everything; together they leave little room. A single call into C, such as
``list(permutations(items))``, cannot be stopped by a budget of instructions.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple, cast

from pyinterview.lab.counting import CountedInt, Tally, watch
from pyinterview.lab.growth import INCONCLUSIVE, SIZES, Growth, classify, greatest
from pyinterview.lab.hidden import MovedList, counting_twin, load_counted
from pyinterview.lab.tracing import BudgetExceeded, executed

LADDERS = {  # by the greatest size: the first can tell c^n, the second n^3, the others less
    16: tuple(range(4, 17, 2)),
    64: (8, 12, 16, 24, 32, 48, 64),
    256: (16, 32, 64, 128, 256),
    512: (32, 64, 128, 256, 512),
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
    {32: 32.0, 64: 64.0, 128: 128.0, 256: 256.0, 512: 512.0}
    """
    growths: dict[str, Growth] = {}
    twin = None
    try:
        twin = twin_of(function, source, filename)
    except Exception as error:  # noqa: BLE001 -- a file may be gone, or not be Python
        growths["moved elements"] = Growth(INCONCLUSIVE, f"cannot be counted: {error!r:.100}")

    def counts_at(n: int, seed: int, budget: int | None = None) -> dict[str, int]:
        return measure(function, twin, partial(make_input, n, seed), budget)

    reached, refusal = climb(lambda n: counts_at(n, 0, budget), budget)
    if reached not in LADDERS:
        return Examination((), {}, {}, Growth(INCONCLUSIVE, refusal))
    sizes = LADDERS[reached]
    runs = {n: [counts_at(n, seed) for seed in SEEDS] for n in sizes}
    counts = {
        counter: {n: sum(run[counter] for run in runs[n]) / len(SEEDS) for n in sizes}
        for counter in runs[reached][0]
    }
    growths |= {counter: classify(found) for counter, found in counts.items()}
    return Examination(sizes, counts, growths, greatest(growths))


def climb(counts_at: Callable[[int], dict[str, int]], budget: int) -> tuple[int, str]:
    """Return the greatest size that can be afforded, and why the next one cannot."""
    reached = work = 1
    for n in (*range(4, 16, 2), *LADDERS):
        if work * (n / reached) ** 3 > budget:  # no budget stops C, so expect the worst of it
            return reached, f"more than {budget:,} elements moved or compared for {n:,} items"
        try:
            counts = counts_at(n)
        except BudgetExceeded as error:
            return reached, f"{error} for {n:,} items"
        except RecursionError:
            return reached, f"the recursion is too deep for {n:,} items"
        reached, work = n, max(counts[name] for name in counts if name != "instructions")
    return reached, ""


def measure(
    function: Callable[..., Any],
    twin: Callable[..., Any] | None,
    make: Callable[[], tuple[Any, ...]],
    budget: int | None,
) -> dict[str, int]:
    """Call *function* and its *twin* with fresh arguments for each counter."""
    instructions = executed(finish, function, *make(), budget=budget)
    tally = Tally()
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


def twin_of(
    function: Callable[..., Any], source: str | None, filename: str | None
) -> Callable[..., Any]:
    """Return *function* on counting lists, from *source* or from its own file."""
    if source is None:
        return counting_twin(function)
    names = load_counted(source, filename or "<source>")
    return cast("Callable[..., Any]", names[function.__name__])
