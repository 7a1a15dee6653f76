"""Name the growth class of counts, or say *inconclusive*.

Counts at five sizes are compared with the usual classes and with decoys between them
(sqrt n, n^1.5, n log^2 n ...). A class is named only if its increments fit closely and the
runner-up fits at least three times worse; a decoy that fits best means that none of the usual
classes does. It is for counts, which are exact, and not for times.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from math import log2, sqrt
from typing import Any, NamedTuple

from pyinterview.lab.counting import tally_of

INCONCLUSIVE = "inconclusive"
SIZES = (128, 256, 512, 1024, 2048)

CLASSES: dict[str, Callable[[float], float]] = {
    "log n": log2,
    "n": lambda n: n,
    "n log n": lambda n: n * log2(n),
    "n^2": lambda n: n**2,
    "n^3": lambda n: n**3,
}
ORDER = ("1", *CLASSES)  # and behind these c^n
DECOYS: dict[str, Callable[[float], float]] = {
    "sqrt n": sqrt,
    "log^2 n": lambda n: log2(n) ** 2,
    "n log log n": lambda n: n * log2(log2(n)),
    "n^1.5": lambda n: n**1.5,
    "n log^2 n": lambda n: n * log2(n) ** 2,
    "n^2 log n": lambda n: n**2 * log2(n),
    "n^2.5": lambda n: n**2.5,
}


class Growth(NamedTuple):
    """The class of a count's growth, and how it was found."""

    name: str
    reason: str


class Cost(NamedTuple):
    """What an answer may cost, stated once for tests, benchmarks, grading and demos.

    *make_input* gives the positional arguments for size n, *limit* the most that may be
    counted there, *counts* the kind of operation (an attribute of `Tally`), *case* which
    input this is.
    """

    function: Callable[..., Any]
    make_input: Callable[[int], tuple[Any, ...]]
    limit: Callable[[int], int]
    counts: str = "comparisons"
    case: str = "random input"

    def __str__(self) -> str:
        return f"{self.function.__name__}: {self.counts}, {self.case}"

    def measure(self, n: int) -> int:
        """Run the function at size *n* and count."""
        return int(getattr(tally_of(self.function, *self.make_input(n)), self.counts))


def spread(values: list[float]) -> float:
    """Return the coefficient of variation: standard deviation over mean.

    >>> spread([2.0, 2.0, 2.0]), spread([1.0, 3.0])
    (0.0, 0.5)
    """
    mean = sum(values) / len(values)
    return sqrt(sum((value - mean) ** 2 for value in values) / len(values)) / mean


def classify(counts: Mapping[int, float]) -> Growth:
    """Name how *counts* (size to count) grow.

    Raises ``ValueError`` for fewer than five sizes, or a size below 2.

    >>> classify({n: 3 * n + 7 for n in SIZES}).name
    'n'
    >>> classify({n: n**1.5 for n in SIZES}).name
    'inconclusive'
    >>> classify({n: 1.618**n for n in range(4, 17, 2)}).name
    '1.618^n'
    """
    if len(counts) < 5 or min(counts) < 2:
        raise ValueError(f"a growth class needs five sizes from 2 on, not {sorted(counts)}")
    sizes, values = zip(*sorted(counts.items()), strict=True)
    if len(set(values)) == 1:
        return Growth("1", f"{values[0]:,}".removesuffix(".0") + " at every size")
    steps = [after - before for before, after in pairwise(values)]
    if not all(step > 0 for step in steps):
        return Growth(INCONCLUSIVE, "the count does not rise with every size")
    return exponential(sizes, values) or polynomial(sizes, steps)


def exponential(sizes: tuple[int, ...], values: tuple[float, ...]) -> Growth | None:
    """Recognise c^n by its constant ratio over equally spaced sizes."""
    stride = sizes[1] - sizes[0]
    evenly = all(b - a == stride for a, b in pairwise(sizes))
    shares = [value / (values[-1] or 1) for value in values]  # huge counts fit into floats
    ratios = [b / a if a else 0.0 for a, b in pairwise(shares)][-4:]
    if not evenly or min(ratios) <= 1.5 or max(ratios) - min(ratios) >= 0.05:
        return None
    base = (sum(ratios) / len(ratios)) ** (1 / stride)
    return Growth(f"{base:.3f}^n", f"{stride} more items multiply the count by {ratios[-1]:.3f}")


def polynomial(sizes: tuple[int, ...], steps: list[float]) -> Growth:
    """Compare the increments with each class; additive constants drop out."""
    shares = [step / max(steps) for step in steps]
    fits = []
    for name, curve in (CLASSES | DECOYS).items():
        rises = [curve(b) - curve(a) for a, b in pairwise(sizes)]
        fits.append((spread([s / r for s, r in zip(shares, rises, strict=True)]), name))
    (best, name), (second, other) = sorted(fits)[:2]
    if not (best <= 0.05 and second >= 3 * best):
        return Growth(INCONCLUSIVE, f"between {name} and {other}")
    if name in DECOYS:
        return Growth(INCONCLUSIVE, f"like {name}, which is none of the usual classes")
    return Growth(name, f"increments fit {name} within {best:.1%}; {other} is off by {second:.1%}")


def rank(name: str) -> float:
    """Return the place of a class in the order of growth; c^n comes last, the greater c later."""
    return ORDER.index(name) if name in ORDER else len(ORDER) + float(name.removesuffix("^n"))


def greatest(growths: Mapping[str, Growth]) -> Growth:
    """Return the verdict over several counters, each classified alone.

    The greatest class wins. One inconclusive counter leaves the verdict open, unless another
    one already grows like n^2 or worse. ``ValueError`` if there is no counter.

    >>> greatest({"comparisons": Growth("n", "..."), "moved elements": Growth("n^2", "...")})
    Growth(name='n^2', reason='moved elements: ...')
    """
    if not growths:
        raise ValueError("a verdict needs at least one counter")
    ranks = {
        counter: rank(growth.name)
        for counter, growth in growths.items()
        if growth.name != INCONCLUSIVE
    }
    unknown = [counter for counter in growths if counter not in ranks]
    worst = max(ranks, key=ranks.__getitem__, default=None)
    if worst is None or (unknown and ranks[worst] < rank("n^2")):
        worst = unknown[0]
    name, reason = growths[worst]
    return Growth(name, f"{worst}: {reason}")
