"""Enumerate every sequence of random draws, so that a shuffle is proved and not sampled.

A program that draws bounded integers is a tree: each draw below `bound` has `bound` equally
likely branches. `outcomes` walks all of them and returns the exact probability of each result.
"""

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import prod
from typing import TypeVar

T = TypeVar("T")


class Tape(random.Random):
    """A generator whose bounded draws are written down beforehand; after the end it draws 0.

    *bounds* lists the bound of every draw made, *drawn* what was drawn.

    >>> tape = Tape([2])
    >>> tape.randrange(4), tape.randrange(3), tape.bounds
    (2, 0, [4, 3])
    """

    def __init__(self, planned: list[int]) -> None:
        super().__init__(0)
        self.planned = planned
        self.drawn: list[int] = []
        self.bounds: list[int] = []

    # Every bounded draw of random.Random comes through this one method.
    def _randbelow(self, n: int) -> int:
        at = len(self.drawn)
        value = self.planned[at] if at < len(self.planned) else 0
        self.drawn.append(value)
        self.bounds.append(n)
        return value

    def random(self) -> float:
        """Refuse: a float has too many branches to enumerate."""
        raise TypeError("this tape holds bounded integers: draw with randrange(bound)")

    def getrandbits(self, k: int, /) -> int:
        """Draw below 2**k from the tape."""
        return self._randbelow(2**k)


def every_tape(run: Callable[[Tape], T]) -> Iterator[tuple[T, Tape]]:
    """Run *run* once for every possible tape, in order, and yield its result with the tape.

    >>> [(result, tape.drawn) for result, tape in every_tape(lambda rng: rng.randrange(3))]
    [(0, [0]), (1, [1]), (2, [2])]
    """
    planned: list[int] = []
    while True:
        tape = Tape(planned)
        yield run(tape), tape
        planned = list(tape.drawn)
        while planned and planned[-1] + 1 == tape.bounds[len(planned) - 1]:
            planned.pop()
        if not planned:
            return
        planned[-1] += 1


def outcomes(run: Callable[[Tape], T]) -> dict[T, Fraction]:
    """Return the exact probability of every result of *run*.

    >>> outcomes(lambda rng: rng.randrange(2) + rng.randrange(2))
    {0: Fraction(1, 4), 1: Fraction(1, 2), 2: Fraction(1, 4)}
    """
    chances: dict[T, Fraction] = {}
    for result, tape in every_tape(run):
        chances[result] = chances.get(result, Fraction()) + Fraction(1, prod(tape.bounds))
    return chances
