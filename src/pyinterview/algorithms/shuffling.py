"""Shuffling a list by hand: Fisher-Yates.

Q42. How do you shuffle a list without using the built-in shuffle function?

## In one breath

Go from the last place down to the second. For each, draw one of the places up to and including
it, and swap. That is Fisher-Yates: n - 1 draws, O(n) time, O(1) space. The n! possible sequences
of draws are equally likely and each gives another order, so all n! orders are equally likely.
Swapping every place with *any* place looks the same and is biased.

## Pitfalls

- *Swap each place with any place.* For 3 items that is 27 equally likely runs over 6 orders,
  which cannot come out even: 4, 5, 5, 5, 4, 4. From n = 3 on n! never divides n^n.
- *Draw below i instead of i + 1.* An item then never keeps its place. This is Sattolo's
  algorithm, for (n - 1)! single cycles; the order you began with is one of those never seen.
- *Sort by a random comparator.* It is no order at all; which results are likely depends on the
  sort, and differs between Python 3.11 and 3.13. A random *key* is fair, ties apart, but costs n
  keys and n log n comparisons.
- *int(random() * k).* 2^53 floats cannot be shared out evenly among k places unless k is a power
  of two. `randrange(k)` draws again instead.
- *Call random.seed() inside.* It resets a generator that others share. Take an `rng` instead:
  tests pass `random.Random(7)`.

## Asked next

- *Prove that it is fair.* Do not sample; enumerate. n - 1 draws below n, ..., 2 make n! sequences.
  The demo walks them all for 3 and 4 items: no order comes twice, so none is missing.
- *Cards, tokens, prizes?* Pass `random.SystemRandom()`. The default generator can be predicted
  from 624 outputs of 32 bits; a 32-bit seed reaches 2^32 of the 52! decks; and above 2,080
  items not even its whole period, 2^19937 - 1, is as large as n!.
- *Is it what random.shuffle does?* The same loop, and in CPython the same seed gives the same
  order; nobody promises that.
- *More lines than memory?* Throw each into a random bucket file, shuffle each bucket in memory,
  append them: still exactly uniform. See `scatter_shuffle`.

## Sources

- https://docs.python.org/3/library/random.html
- https://github.com/python/cpython/blob/main/Lib/random.py
- Durstenfeld, Algorithm 235: Random permutation, Communications of the ACM 7 (7), 1964
- Knuth, The Art of Computer Programming, vol. 2, section 3.4.2, Algorithm P
"""

import random
from collections.abc import Callable, Iterable, MutableSequence, Sequence
from functools import cmp_to_key
from itertools import count, permutations
from math import factorial, lcm
from typing import Any, TypeVar

from pyinterview.lab.counting import CountedRandom, CountedSequence, Tally
from pyinterview.lab.evidence import Claim, Demo, Table, brief
from pyinterview.lab.growth import Cost

__all__ = ["shuffle", "shuffled"]

T = TypeVar("T")


def shuffle(items: MutableSequence[Any], rng: random.Random | None = None) -> None:
    """Put *items* into a random order, in place, every order equally likely.

    Time O(n): exactly n - 1 draws by ``randrange``, below n, n - 1, ..., 2. Space O(1).
    Draws from *rng*, or from the generator that the functions of `random` share. Raises
    ``TypeError`` when an item cannot be assigned, as in a tuple.

    >>> deck = list("abcde")
    >>> shuffle(deck, random.Random(7)), sorted(deck), deck == list("abcde")
    (None, ['a', 'b', 'c', 'd', 'e'], False)
    """
    randrange = random.randrange if rng is None else rng.randrange
    for last in range(len(items) - 1, 0, -1):  # every place behind last is settled
        drawn = randrange(last + 1)  # last itself included: an item may stay
        items[last], items[drawn] = items[drawn], items[last]


def shuffled(items: Iterable[T], rng: random.Random | None = None) -> list[T]:
    """Return a new list of *items* in a random order, every order equally likely.

    Time O(n): exactly n - 1 draws by ``randrange``. Space O(n). Works on any iterable and leaves
    it alone; *rng* is as for `shuffle`.

    >>> sorted(shuffled("abcde", random.Random(7))), shuffled([])
    (['a', 'b', 'c', 'd', 'e'], [])
    """
    order = list(items)  # copy, then shuffle: faster than building the order inside-out
    shuffle(order, rng)
    return order


def _any_items(n: int) -> tuple[range, random.Random]:
    return range(n), random.Random(n)


COSTS = (
    Cost(shuffle, _any_items, lambda n: max(0, n - 1), "draws", "any items"),
    Cost(shuffled, _any_items, lambda n: max(0, n - 1), "draws", "any items"),
)


def demo_shuffle(
    items: Sequence[str] = ("Ada", "Bob", "Cem", "Dia", "Eva", "Fin"), seed: int = 1
) -> Demo:
    """Follow every swap on your items, then walk through every possible draw for a few."""
    dealt = list(items)
    witness = _Witness(dealt, seed)
    shuffle(dealt, witness)
    yield f"shuffle({brief(items)}, random.Random({seed})) -> {brief(dealt)}"
    yield Table(
        f"{len(witness.swaps[:20])} of {len(witness.swaps):,} draws, and what each swaps",
        ("draw", "below", "drawn", "swap"),
        witness.swaps[:20],
    )
    yield Claim(
        "it keeps every item, as often as it was there",
        measured=brief(sorted(dealt)),
        expected=brief(sorted(items)),
        holds=sorted(dealt) == sorted(items),
    )
    bounds = [below for _, below, _, _ in witness.swaps]
    yield Claim(
        "it draws once for every place but the first, below n, n - 1, ..., 2",
        measured=brief(bounds),
        expected=brief(range(len(items), 1, -1)),
        holds=bounds == list(range(len(items), 1, -1)),
    )
    mine = list(items)
    copy = shuffled(mine, random.Random(seed))
    yield Claim(
        "shuffled makes a new list of the same items and leaves yours as it was",
        measured=f"{brief(sorted(copy))}; yours {brief(mine)}",
        expected=f"{brief(sorted(items))}; yours {brief(items)}",
        holds=sorted(copy) == sorted(items) and mine == list(items) and copy is not mine,
    )
    shelf = CountedSequence(range(1_000))
    shuffle(shelf, random.Random(seed))
    yield Claim(
        "1,000 items cost two writes for every swap: nothing else is moved",
        measured=shelf.tally.writes,
        expected=2 * 999,
        holds=shelf.tally.writes == 2 * 999,
    )
    yield from _reach_of_seeds()
    yield from _every_possible_draw()


class _Witness(CountedRandom):
    """A seeded generator that writes down each draw, and the items that lie there just then."""

    def __init__(self, items: list[str], seed: int) -> None:
        super().__init__(Tally(), seed)
        self.items = items
        self.swaps: list[tuple[int, int, int, str]] = []

    def _randbelow(self, n: int) -> int:
        drawn = super()._randbelow(n)
        pair = self.items[drawn : drawn + 1] + self.items[n - 1 : n]
        swap = " <-> ".join(pair) if drawn < n - 1 else "stays"
        self.swaps.append((self.tally.draws, n, drawn, swap))
        return drawn


def _every_possible_draw() -> Demo:
    three = [_shares(method, 3) for method in (shuffle, _swap_with_anyone, _sort_by_coin)]
    names = ("shuffle", "swap with anyone", "random comparator")
    yield Table(
        "How often each order of 3 items comes out, over every possible draw",
        ("order", *(f"{name}, of {total}" for name, (_, total) in zip(names, three, strict=True))),
        [
            (f"{a} {b} {c}", *(shares.get((a, b, c), 0) for shares, _ in three))
            for a, b, c in permutations(range(3))
        ],
    )
    shares, total = _shares(shuffle, 4)
    least, most = min(shares.values()), max(shares.values())
    yield Claim(
        "for 4 items, too, every order is equally likely",
        measured=f"{len(shares)} orders, {least} to {most} of {total} each",
        expected="24 orders, 1 to 1 of 24 each",
        holds=shares == dict.fromkeys(permutations(range(4)), 1),
    )


def _shares(
    method: Callable[[list[int], random.Random], None], n: int
) -> tuple[dict[tuple[int, ...], int], int]:
    """Return how often *method* gives each order of n items, and the number of runs."""
    from pyinterview.lab.draws import outcomes  # noqa: PLC0415 -- fractions is slow to import

    def deal(rng: random.Random) -> tuple[int, ...]:
        order = list(range(n))
        method(order, rng)
        return tuple(order)

    chances = outcomes(deal)
    runs = lcm(*(chance.denominator for chance in chances.values()))
    return {order: int(chance * runs) for order, chance in chances.items()}, runs


def _swap_with_anyone(items: list[int], rng: random.Random) -> None:
    for place in range(len(items)):
        drawn = rng.randrange(len(items))  # the bug: place + 1 would be fair
        items[place], items[drawn] = items[drawn], items[place]


def _sort_by_coin(items: list[int], rng: random.Random) -> None:
    items.sort(key=cmp_to_key(lambda _a, _b: rng.choice((-1, 1))))


def _reach_of_seeds() -> Demo:
    deck, seeds = factorial(52), 2**32
    yield (
        f"A 32-bit seed reaches at most {seeds:,} of the {float(deck):.1e} orders of 52 cards: "
        f"one in {deck / seeds:.1e}. random.SystemRandom() has no seed."
    )
    sources = [("32-bit seed", 32), ("128-bit seed", 128), ("period of random.Random", 19_937)]
    yield Table(
        "Up to how many items can every order be reached?",
        ("source", "bits", "items"),
        [
            (name, bits, next(n for n in count(1) if factorial(n + 1) > 2**bits))
            for name, bits in sources
        ],
    )
