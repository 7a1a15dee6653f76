"""lambda, map, filter and reduce.

Q51. what is python lambda filter vs reduce vs map with syntax

## In one breath

All four work with functions. `lambda x: x * x` makes one in place; `map(f, items)` applies it to
each item; `filter(test, items)` keeps the items that pass; `functools.reduce(f, items, start)`
folds them into one value from the left. map and filter are lazy one-shot iterators, reduce runs at
once. A comprehension usually reads better than the first two, `sum`, `any` or `math.prod` than most
reduces.

## Pitfalls

- *map returns a list.* That was Python 2. It is an iterator: it has no length, calls nothing until
  it is asked, and is empty after one loop.
- *First map runs over all items, then filter.* Each item goes through the whole chain before the
  next one is touched, so a chain needs no list between its stages.
- *reduce is a built-in.* It moved to functools in Python 3. Without a start value an empty list
  is a TypeError.
- *`reduce(lambda a, b: a + b, texts)` to join texts.* Each step copies the text so far, so the
  work grows as the square of its length: `"".join(texts)`.
- *map over two lists fails if their lengths differ.* It stops at the shorter one, silently.

## Asked next

- *Which one runs in parallel?* map and filter, item by item. reduce only if the operation is
  associative: then a tree of pairs takes log n rounds instead of n - 1 steps.
- *Must it be commutative too?* Only if parts may arrive out of order. Joining texts is not, and
  still folds in a tree.
- *How do you see the steps of a fold?* `itertools.accumulate` yields each one.
- *What does `filter(None, items)` do?* It keeps what is true.

## Sources

- https://docs.python.org/3/library/functions.html#map
- https://docs.python.org/3/library/functools.html#functools.reduce
- https://docs.python.org/3/howto/functional.html
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import reduce
from itertools import accumulate
from operator import add, sub
from typing import Any, TypeAlias

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table, brief

__all__: list[str] = []

Note: TypeAlias = Callable[[Callable[..., Any]], Callable[..., Any]]

MOST = 1_000  # items of a reader's list
GREATEST = 10**12
NOTHING: Any = object()
SHOWN = 20  # rows of a table


def _as_it_is(function: Callable[..., Any]) -> Callable[..., Any]:
    return function


def fold_steps(
    function: Callable[[Any, Any], Any], items: Iterable[Any], initial: Any = NOTHING
) -> Iterator[Any]:
    """Yield every intermediate value of a fold from the left; the last one is its result.

    Without *initial* the first item is the start, and no items are a ``TypeError``, as for
    `functools.reduce`.

    >>> list(fold_steps(lambda a, b: f"({a} - {b})", "123"))
    ['1', '(1 - 2)', '((1 - 2) - 3)']
    """
    rest = iter(items)
    value = next(rest, NOTHING) if initial is NOTHING else initial
    if value is NOTHING:
        raise TypeError("fold_steps of no items needs an initial value")
    yield value
    for item in rest:
        value = function(value, item)
        yield value


def tree_fold(
    function: Callable[[Any, Any], Any], items: Iterable[Any], initial: Any = NOTHING
) -> Any:
    """Fold *items* in rounds: neighbours are joined in pairs, an odd one waits.

    The order of the items is kept, so for an associative *function* the result is that of
    `functools.reduce`. It takes n - 1 calls in ``(n - 1).bit_length()`` rounds, and the calls of a
    round do not need one another. No items and no *initial* are a ``TypeError``.

    >>> tree_fold(lambda a, b: f"({a} - {b})", "12345")
    '(((1 - 2) - (3 - 4)) - 5)'
    """
    values = [*([] if initial is NOTHING else [initial]), *items]
    if not values:
        raise TypeError("tree_fold of no items needs an initial value")
    while len(values) > 1:
        pairs = zip(values[::2], values[1::2], strict=False)
        values = [function(left, right) for left, right in pairs] + values[len(values) // 2 * 2 :]
    return values[0]


def square(number: int) -> int:
    """Return *number* times itself.

    >>> square(-3)
    9
    """
    return number * number


def is_odd(number: int) -> bool:
    """Tell whether *number* is odd.

    >>> is_odd(-3), is_odd(0)
    (True, False)
    """
    return number % 2 == 1


def odd_squares(items: Iterable[int], note: Note = _as_it_is) -> Iterator[int]:
    """Return an iterator over the odd squares of *items*; both functions go through *note*.

    It reads *items* only as far as it is asked, and can be read once.

    >>> chain = odd_squares(iter([3, 4, 1]))
    >>> next(chain), list(chain), list(chain)
    (9, [1], [])
    """
    return filter(note(is_odd), map(note(square), items))


def demo_map_filter_reduce(items: Sequence[int] = (3, 4, 1, 6, 5)) -> Demo:
    """Send a list of whole numbers through map, filter and reduce, and note every call."""
    if len(items) > MOST:
        raise BadInput(
            f"--items: {len(items):,} items are too many to follow: {MOST:,} are the most"
        )
    for item in items:
        if abs(item) > GREATEST:
            raise BadInput(
                f"--items: {item.bit_length()} bits are too many: {GREATEST:,} is the most"
            )
    yield Table("Syntax, on your list", ("expression", "gives"), list(_syntax(items)))
    yield from _calls(items)
    yield from _steps(items)
    yield from _trees(items)
    yield from _depths(max(1, len(items)))
    yield _nothing()


def _syntax(items: Sequence[int]) -> Iterator[tuple[str, str]]:
    squares = list(map(lambda x: x * x, items))  # noqa: C417 -- this is the syntax asked for
    yield "list(map(lambda x: x * x, items))", brief(squares, 8)
    odd = list(filter(lambda x: x % 2 == 1, items))
    yield "list(filter(lambda x: x % 2 == 1, items))", brief(odd, 8)
    total = reduce(lambda a, b: a + b, items, 0)
    yield "functools.reduce(lambda a, b: a + b, items, 0)", str(total)
    both = [x * x for x in items if x % 2 == 1]
    yield "[x * x for x in items if x % 2 == 1]", brief(both, 8)


def _calls(items: Sequence[int]) -> Demo:
    calls: list[str] = []

    def note(function: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*args: Any) -> Any:
            result = function(*args)
            calls.append(f"{function.__name__}({', '.join(map(str, args))}) -> {result}")
            return result

        return noted

    def in_a_loop() -> Iterator[str]:
        total = 0
        for item in items:
            yield f"square({item}) -> {item**2}"
            yield f"is_odd({item**2}) -> {item & 1 == 1}"
            if item & 1:
                yield f"add({total}, {item**2}) -> {total + item**2}"
                total += item**2

    chain = odd_squares(items, note)
    unasked = len(calls)
    next(chain, None)
    asked = len(calls)
    read = next((at for at, item in enumerate(items, start=1) if item & 1), len(items))
    calls.clear()
    reduce(note(add), odd_squares(items, note), 0)
    wanted = list(in_a_loop())
    more = f" (the first {SHOWN} of {len(calls):,})" if len(calls) > SHOWN else ""
    yield Table(
        f"Calls of reduce(add, filter(is_odd, map(square, items)), 0){more}",
        ("call", "function"),
        list(enumerate(calls[:SHOWN], start=1)),
    )
    yield Claim(
        "making the chain calls nothing, and next() only what the first odd square needs",
        measured=(unasked, asked),
        expected=(0, 2 * read),
        holds=(unasked, asked) == (0, 2 * read),
    )
    yield Claim(
        "the calls come in the order of one loop: an item passes every stage before the next one",
        measured=f"{'; '.join(calls[:4])}; {len(calls):,} calls",
        expected=f"{'; '.join(wanted[:4])}; {len(wanted):,} calls",
        holds=calls == wanted,
    )
    came, comprehended = list(odd_squares(items)), [x * x for x in items if (x * x) & 1]
    yield Claim(
        "a comprehension gives the same list",
        measured=brief(came, 8),
        expected=brief(comprehended, 8),
        holds=came == comprehended,
    )


def _steps(items: Sequence[int]) -> Demo:
    steps = list(fold_steps(add, items, 0))
    rows = list(zip(range(1, SHOWN + 1), steps, items, steps[1:], strict=False))
    more = f", the first {SHOWN} of {len(items):,}" if len(items) > SHOWN else ""
    yield Table(
        f"A fold by + from 0, step by step{more}", ("step", "so far", "item", "gives"), rows
    )
    less = list(fold_steps(sub, items, 0))
    folded = (reduce(add, items, 0), reduce(sub, items, 0))
    same = steps == list(accumulate(items, add, initial=0))
    same &= less == list(accumulate(items, sub, initial=0))
    yield Claim(
        "the last step of a fold from 0, by + and by -, is what functools.reduce gives, and the "
        "steps are those of itertools.accumulate",
        measured=(steps[-1], less[-1]),
        expected=folded,
        holds=same and (steps[-1], less[-1]) == folded,
    )


def _joined(left: str, right: str) -> str:
    return f"{left} {right}"


def _trees(items: Sequence[int]) -> Demo:
    if not items:
        yield "An empty list makes no tree."
        return
    texts = [str(item) for item in items]
    operations: list[tuple[str, Callable[[Any, Any], Any], Sequence[Any]]] = [
        ("a + b", add, items),
        ("max(a, b)", max, items),
        ("joining texts", _joined, texts),
        ("a - b", sub, items),
    ]
    rows = [
        (name, reduce(function, values), tree_fold(function, values))
        for name, function, values in operations
    ]
    yield Table(
        "A fold from the left and a fold in a tree of pairs",
        ("operation", "fold", "tree", "equal"),
        [(name, str(left), str(tree), left == tree) for name, left, tree in rows],
    )
    *associative, (_, left, tree) = rows
    yield Claim(
        "an associative operation gives the same in a tree, even if it is not commutative",
        measured=[f"{tree!s:.60}" for _, _, tree in associative],
        expected=[f"{left!s:.60}" for _, left, _ in associative],
        holds=all(left == tree for _, left, tree in associative),
    )
    # In the tree an item is negated once for each pair whose right half it is in, that is, for each
    # one bit of its place; in the fold once, if it is not the first.
    spared = [item for at, item in enumerate(items) if at and at.bit_count() % 2 == 0]
    yield Claim(
        "subtraction is not associative: tree minus fold is twice what the tree adds back",
        measured=tree - left,
        expected=2 * sum(spared),
        holds=tree - left == 2 * sum(spared),
    )


def _depths(size: int) -> Demo:
    def one_more(left: int, right: int) -> int:
        return max(left, right) + 1

    sizes = (size, 1_000, 1_024, 1_025)
    rows = [(n, reduce(one_more, [0] * n), tree_fold(one_more, [0] * n)) for n in sizes]
    yield Table("Calls that must wait for one another", ("items", "fold", "tree"), rows)
    came, wanted = [tree for *_, tree in rows], [(n - 1).bit_length() for n in sizes]
    yield Claim(
        "enough workers finish a tree in log2(n) rounds, rounded up; a fold needs n - 1 steps",
        measured=came,
        expected=wanted,
        holds=came == wanted and all(fold == n - 1 for n, fold, _ in rows),
    )


def _nothing() -> Claim:
    def outcome(fold: Callable[..., Any], *initial: int) -> object:
        try:
            return fold(add, [], *initial)
        except TypeError:
            return "TypeError"

    def last(*arguments: Any) -> Any:
        return list(fold_steps(*arguments))[-1]

    came = [outcome(fold, *initial) for fold in (last, tree_fold) for initial in ((), (7,))]
    wanted = [outcome(reduce, *initial) for _ in range(2) for initial in ((), (7,))]
    return Claim(
        "no items and no start is a TypeError, no items and a start is the start, as in reduce",
        measured=came,
        expected=wanted,
        holds=came == wanted,
    )
