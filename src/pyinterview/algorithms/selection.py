"""The second largest: one pass, and a tournament.

Q54. find the second largest number in the list ?

## In one breath

First ask: with 5, 5, 3, is it 3 or 5? The second largest *value* is 3, the second in order is 5.
One pass that keeps the two largest so far takes O(n) time and O(1) space, from any iterator.
Sorting takes O(n log n) and holds everything. The fewest comparisons are n + ceil(log2 n) - 2, by
a knockout tournament: the second can only have lost to the champion.

## Pitfalls

- *largest = second = 0.* It invents a number when all are negative; -inf invents one when there
  is no second, and compares with neither strings nor dates. Start with the first items.
- *sorted(x)[-2].* With a repeated maximum that is the maximum again.
- *x.remove(max(x)).* It destroys the caller's list, and takes away one maximum of several.
- *Forget the former maximum.* A new largest makes the old one second; and a value between the two
  must replace the second although it is no maximum.
- *Ignore NaN.* It is neither less nor greater than anything, so the answer depends on where it
  stands. Refuse it.

## Asked next

- *Which of the two do you test first?* The second: in random order nearly every value is below
  it, and one comparison is enough. Maximum first takes two for nearly every value. On ascending
  input it is the other way round.
- *Why no fewer than the tournament?* Each of the other n - 1 must lose a match, or it could be the
  largest. The champion may be made to meet ceil(log2 n) opponents, and all of those but one must
  lose again.
- *The k-th largest?* `heapq.nlargest(k, x)[-1]`: O(n log k) time, O(k) space. Quickselect
  takes O(n) expected, but needs all items at once.
- *Many files or machines?* Two numbers from each part, then merge. See `TopTwo`.

## Sources

- Knuth, The Art of Computer Programming, vol. 3, section 5.3.3
- https://docs.python.org/3/library/heapq.html
- https://docs.python.org/3/reference/expressions.html#value-comparisons
"""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import islice, permutations
from typing import Any, TypeVar, overload

from pyinterview.lab.counting import Counted, Tally
from pyinterview.lab.evidence import BadInput, Claim, Demo, Table, brief
from pyinterview.lab.growth import Cost
from pyinterview.lab.memory import Live
from pyinterview.lab.ordered import OrderedT

__all__ = ["second_largest", "second_largest_tournament"]

T = TypeVar("T")
_NOTHING: Any = object()  # no default given; None may be one


@overload
def second_largest(values: Iterable[OrderedT], *, distinct: bool = True) -> OrderedT: ...
@overload
def second_largest(
    values: Iterable[OrderedT], *, distinct: bool = True, default: T
) -> OrderedT | T: ...
def second_largest(values: Iterable[Any], *, distinct: bool = True, default: Any = _NOTHING) -> Any:
    """Return the second largest of the distinct *values*, or of all of them.

    Time O(n): at most 3n - 4 comparisons by ``<``, or 2n - 3 if not *distinct*; in random order
    n + O(log n). Space O(1). One pass over any iterable. With fewer than two (distinct) values it
    returns *default* if there is one. Raises ``ValueError`` if not, and for NaN; a Decimal NaN may
    raise ``decimal.InvalidOperation`` when compared.

    >>> second_largest([5, 5, 3]), second_largest([5, 5, 3], distinct=False)
    (3, 5)
    >>> second_largest([5, 5], default=None) is None
    True
    """
    stream = iter(values)
    largest = next(stream, _NOTHING)
    _refuse_nan([largest])
    for value in stream:
        if largest < value:
            second, largest = largest, value
            break
        if _is_second(value, largest, distinct=distinct):
            second = value
            break
    else:
        if default is _NOTHING:
            raise ValueError(f"fewer than two {'distinct ' if distinct else ''}values")
        return default
    for value in stream:
        if value < second:  # most values end here; NaN does not
            continue
        if largest < value:
            second, largest = largest, value
        elif _is_second(value, largest, distinct=distinct):
            second = value
    return second


def _is_second(value: Any, largest: Any, *, distinct: bool) -> bool:
    """Tell whether *value*, which is not above *largest*, may stand behind it."""
    if distinct and value < largest:
        return True
    _refuse_nan([value])  # neither less nor greater: as large as the largest, or NaN
    return not distinct


def _refuse_nan(values: Iterable[Any]) -> None:
    try:
        found = any(value != value for value in values)  # noqa: PLR0124 -- what defines NaN
    except TypeError:  # these cannot be compared by ==, and need not
        return
    if found:
        raise ValueError("NaN is neither less nor greater than anything: leave it out")


def second_largest_tournament(values: Iterable[OrderedT]) -> OrderedT:
    """Return the second largest of *values*; when the largest repeats, that is the largest.

    Time O(n): at most n + ceil(log2 n) - 2 comparisons by ``<``, which no algorithm undercuts.
    Space O(n). Raises ``ValueError`` for fewer than two values, and for NaN, which one ``==`` a
    value finds.

    >>> second_largest_tournament([5, 3, 8, 6]), second_largest_tournament([5, 5, 3])
    (6, 5)
    """
    rounds = [list(values)]
    if len(rounds[0]) < 2:
        raise ValueError("fewer than two values")
    _refuse_nan(rounds[0])
    while len(rounds[-1]) > 1:
        rounds.append(_winners(rounds[-1]))
    return reduce(_larger, _beaten_by_champion(rounds))


def _winners(players: list[OrderedT]) -> list[OrderedT]:
    pairs = iter(players)
    # max(a, b) would ask for `>`.
    winners = [b if a < b else a for a, b in zip(pairs, pairs, strict=False)]  # noqa: FURB136
    if len(players) % 2:
        winners.append(players[-1])  # without an opponent, into the next round
    return winners


def _beaten_by_champion(rounds: list[list[OrderedT]]) -> Iterator[OrderedT]:
    """Follow the champion from the last round back to the first, and yield whom it met."""
    (champion,), place = rounds[-1], 0
    for players in rounds[-2::-1]:
        place *= 2
        if players[place] is not champion:
            yield players[place]
            place += 1
        elif place + 1 < len(players):
            yield players[place + 1]


def _larger(one: OrderedT, other: OrderedT) -> OrderedT:
    return other if one < other else one  # noqa: FURB136 -- max asks for >


def _descending(n: int) -> tuple[range]:
    return (range(n, 0, -1),)


def _max_first_then_ascending(n: int) -> tuple[list[int]]:
    return ([n, *range(n - 1)],)


def _random_order(n: int) -> tuple[list[int]]:
    return (random.Random(n).sample(range(10**9), n),)


def _fewest(n: int) -> int:
    return n + (n - 1).bit_length() - 2


# From two values on: with fewer there is no second largest.
COSTS = (
    Cost(second_largest, _descending, lambda n: n, case="descending input"),
    Cost(second_largest, _max_first_then_ascending, lambda n: 3 * n - 4, case="worst case"),
    Cost(second_largest_tournament, _random_order, _fewest),
)


def demo_second_largest(items: Sequence[int] = (-5, -3, -2, -2, -9, -4, -8, -7)) -> Demo:
    """Watch the matches of a tournament on your numbers, and count what each way costs."""
    if len(items) < 2:
        raise BadInput(f"items needs two numbers or more, not {len(items)}; try --items 3,1,2")
    met: list[tuple[int, int]] = []
    runner_up = second_largest_tournament([_Player(item, met) for item in items]).value
    value = second_largest(items, default=None)
    yield f"second_largest({brief(items)}) -> {value}"
    matches = [
        (number, *pair, max(pair), "the title" if number < len(items) else "second place")
        for number, pair in enumerate(met, start=1)
    ]
    shown = matches if len(matches) <= 20 else matches[:10] + matches[-10:]
    yield Table(
        f"{len(shown)} of the {len(matches):,} matches of the tournament",
        ("match", "left", "right", "wins", "about"),
        shown,
    )
    ordered, distinct = sorted(items), sorted(set(items))
    expected = distinct[-2] if len(distinct) > 1 else None
    yield Claim(
        "the second largest value, None where all are equal", value, expected, value == expected
    )
    in_order = [second_largest(items, distinct=False), runner_up]
    yield Claim(
        "the second in order, by one pass and by tournament",
        measured=in_order,
        expected=[ordered[-2]] * 2,
        holds=in_order == [ordered[-2]] * 2,
    )
    yield from _without_nan()
    yield _at_most("matches of the tournament", len(met), _fewest(len(items)))
    yield from _ten_thousand()


class _Player(Counted):
    """A number that writes down whom it met."""

    __slots__ = ("met",)

    def __init__(self, value: int, met: list[tuple[int, int]]) -> None:
        super().__init__(value, Tally())
        self.met = met

    def __lt__(self, other: Any) -> bool:
        self.met.append((self.value, other.value))
        return bool(self.value < other.value)


def _at_most(text: str, measured: int, limit: int) -> Claim:
    return Claim(text, measured, f"at most {limit:,}", holds=measured <= limit)


def _without_nan() -> Demo:
    refused = 0
    for values in permutations((1.0, 2.0, float("nan"))):
        for way in (second_largest, second_largest_tournament):
            try:
                way(values)
            except ValueError:
                refused += 1
    yield Claim(
        "both ways refuse NaN in each of the 6 orders of 1, 2, NaN",
        refused,
        12,
        holds=refused == 12,
    )


def _max_first(values: Iterable[OrderedT]) -> OrderedT:
    second, largest = sorted(islice(stream := iter(values), 2))
    for value in stream:
        if largest < value:
            second, largest = largest, value
        elif second < value:
            second = value
    return second


def _ten_thousand() -> Demo:
    n = 10_000
    (items,) = _random_order(n)
    ways: dict[str, Callable[[Iterable[Any]], object]] = {
        "tournament": second_largest_tournament,
        "one pass, second first": second_largest,
        "one pass, maximum first": _max_first,
        "sorted(set(items))[-2]": lambda values: sorted(set(values))[-2],
    }
    lives = {name: Live(items) for name in ways}
    for name, way in ways.items():
        way(lives[name])
    yield Table(
        f"{n:,} numbers in random order",
        ("way", "comparisons", "most items alive"),
        [(name, live.tally.comparisons, live.peak) for name, live in lives.items()],
    )
    tournament, one_pass = list(lives.values())[:2]
    yield _at_most("tournament: the fewest possible", tournament.tally.comparisons, _fewest(n))
    yield _at_most("one pass: hardly more than one each", one_pass.tally.comparisons, n + n // 100)
    yield _at_most("one pass: items alive at once", one_pass.peak, 4)
