"""McIlroy's adversary: it decides how items compare while a sort runs, to the sort's disadvantage.

Every item is undecided at first. When two undecided items meet, the one that looks like a pivot
becomes the smallest value not given yet, so that nearly everything turns out greater than the
pivot. Its answers are consistent: afterwards the items have a definite order. See McIlroy, A
killer adversary for quicksort, Software: Practice and Experience 29 (4), 1999.
"""

from collections.abc import Callable
from typing import Any


class Adversary:
    """Hands out *n* items, answers their comparisons, and counts them.

    >>> adversary = Adversary(100)
    >>> ordered = sorted(adversary.items)
    >>> [item.rank for item in ordered] == sorted(item.rank for item in ordered)
    True
    """

    def __init__(self, n: int) -> None:
        self.undecided = n
        self.items = [Evasive(self, n) for _ in range(n)]
        self.comparisons = self.decided = 0
        self.suspect: Evasive | None = None

    def less(self, one: "Evasive", other: "Evasive") -> bool:
        """Answer ``one < other``, consistently with all answers before."""
        self.comparisons += 1
        if one.rank == other.rank == self.undecided and one is not other:
            (one if one is self.suspect else other).rank = self.decided
            self.decided += 1
        if one.rank == self.undecided:
            self.suspect = one
        elif other.rank == self.undecided:
            self.suspect = other
        return one.rank < other.rank


class Evasive:
    """An item of the adversary's; *rank* is its value once that is decided."""

    __slots__ = ("adversary", "rank")

    def __init__(self, adversary: Adversary, rank: int) -> None:
        self.adversary = adversary
        self.rank = rank

    def __lt__(self, other: "Evasive") -> bool:
        return self.adversary.less(self, other)


def comparisons_against(sort: Callable[[list[Any]], object], n: int) -> int:
    """Return how many comparisons the adversary extorts from *sort* for n items."""
    adversary = Adversary(n)
    sort(adversary.items)
    return adversary.comparisons
