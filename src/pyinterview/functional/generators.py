"""Generators.

Q3. What are decorators and generators? Where are they used?

## In one breath

A generator function has a `yield`. Calling it runs nothing: it returns an iterator, and each
`next` runs the body up to a `yield` and leaves the frame there, locals and all. So it streams in
constant memory, reads no further than asked, can be endless, and is used up once. It serves for
files and query results larger than memory, for pipelines and paging, and, with a single `yield`,
for context managers and fixtures.

## Pitfalls

- *Generators are faster.* They take less memory and give the first result sooner. Run to the
  end, a list comprehension is often the faster loop.
- *It checks its arguments when called.* The body starts at the first `next`, so a bad argument
  is reported far away. Check in a plain function that returns the generator, as `batched` does.
- *Loop over it twice.* The second loop finds nothing and says nothing, and `len` is a `TypeError`.
  Keep a list, or call the function again.
- *Flatten by recursive `yield from`.* Each item climbs through every level, and a thousand levels
  are a `RecursionError`. Keep a stack of iterators.
- *Raise StopIteration to end.* Inside a generator that is a `RuntimeError` (PEP 479): `return`.

## Asked next

- *Generator or iterator?* Every generator is an iterator. A class with `__iter__` and `__next__`
  is one too, but has to keep by hand what the frame keeps by itself.
- *What do send, throw and close do?* They resume the frame with a value, with an exception, and
  with `GeneratorExit`, so that `finally` runs when a loop is left early.
- *What does `yield from` add to a loop?* It passes these three through, and its value is what the
  inner generator returned.
- *May threads share one?* No: a second `next` while one is running raises `ValueError`.
- *And if it is needed twice?* `itertools.tee` buffers all that one reader is ahead of the other;
  if they do not walk together, a list is cheaper.

## Sources

- https://peps.python.org/pep-0255/ (generators), PEP 342 (send), PEP 380 (yield from), PEP 479
- https://docs.python.org/3/reference/expressions.html#yield-expressions
- https://docs.python.org/3/library/itertools.html#itertools.batched
- https://docs.python.org/3/library/inspect.html#inspect.getgeneratorstate
"""

import operator
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby, islice
from typing import Any, SupportsIndex, TypeVar

from pyinterview.lab.evidence import BadInput, Chart, Claim, Demo, Table, brief
from pyinterview.lab.memory import Live, peak_bytes

__all__ = ["batched", "flatten", "windows"]

T = TypeVar("T")


def batched(
    iterable: Iterable[T], n: SupportsIndex, *, strict: bool = False
) -> Iterator[tuple[T, ...]]:
    """Return an iterator over the items in tuples of *n*; the last may be shorter.

    Time O(items); space O(n): one batch, besides those that the caller keeps. A batch is read
    when it is asked for. Raises ``ValueError`` at the call for *n* below 1, and, if *strict*,
    in place of a shorter last batch.

    >>> list(batched("ABCDEFG", 3))
    [('A', 'B', 'C'), ('D', 'E', 'F'), ('G',)]
    >>> letters = iter("ABCD"); next(batched(letters, 2)), next(letters)
    (('A', 'B'), 'C')
    """
    size = _size(n)
    return _batches(iter(iterable), size, strict=strict)


def _batches(iterator: Iterator[T], n: int, *, strict: bool) -> Iterator[tuple[T, ...]]:
    while len(batch := tuple(islice(iterator, n))) == n:
        yield batch
        del batch  # or it would live on while the next one is read
    if batch and strict:
        raise ValueError(f"the last batch has {len(batch)} of {n} items")
    if batch:
        yield batch


def windows(iterable: Iterable[T], n: SupportsIndex) -> Iterator[tuple[T, ...]]:
    """Return an iterator over every *n* neighbours as a tuple, each one item further on.

    Time O(n) for each window; space O(n). Fewer than *n* items have no window. The first window
    reads *n* items, every other one more. Raises ``ValueError`` at the call for *n* below 1.

    >>> list(windows("ABCD", 2)), list(windows("AB", 3))
    ([('A', 'B'), ('B', 'C'), ('C', 'D')], [])
    """
    size = _size(n)
    return _windows(iter(iterable), size)


def _windows(iterator: Iterator[T], n: int) -> Iterator[tuple[T, ...]]:
    window = deque(islice(iterator, n - 1), maxlen=n)
    for item in iterator:
        window.append(item)  # and drops the oldest
        yield tuple(window)


def _size(n: SupportsIndex) -> int:
    number = operator.index(n)
    if number < 1:
        raise ValueError(f"n must be at least 1, not {number}")
    return min(number, sys.maxsize)  # nothing is longer, and C takes no more


def flatten(
    items: Iterable[Any], *, atoms: type | tuple[type, ...] = (str, bytes)
) -> Iterator[Any]:
    """Yield what is in *items* and in the iterables in them, at any depth, from left to right.

    Instances of *atoms* are yielded whole, and so is what cannot be iterated; *items* itself is
    always opened. Time O(items and containers), space O(depth); reads one item at a time. Raises
    ``ValueError`` where a container is met inside itself, as a string of one character is.

    >>> list(flatten([1, [2, [3, []], "ab"], (4,)])), list(flatten([(1, 2), [3]], atoms=tuple))
    ([1, 2, 3, 'ab', 4], [(1, 2), 3])
    >>> pair = [1, 2]; list(flatten([pair, [pair, {}]]))
    [1, 2, 1, 2]
    """
    path = [(items, iter(items))]  # what is open, outermost first; it must stay alive for its id
    open_now = {_mark(items)}
    while path:
        container, iterator = path[-1]
        for item in iterator:
            inner = _opened(item, atoms)
            if inner is None:
                yield item
                continue
            mark = _mark(item)
            if mark in open_now:
                raise ValueError(f"cannot flatten a cycle: a {type(item).__name__} holds itself")
            path.append((item, inner))
            open_now.add(mark)
            break
        else:
            path.pop()
            open_now.remove(_mark(container))


def _opened(item: Any, atoms: type | tuple[type, ...]) -> Iterator[Any] | None:
    if isinstance(item, atoms):
        return None
    try:
        inner: Iterator[Any] = iter(item)  # `Iterable` would miss what has __getitem__ alone
    except TypeError:
        return None
    return inner


def _mark(item: Any) -> object:
    # A string of one character holds itself, but often as another object: it goes by its value.
    return item if isinstance(item, str) else id(item)


def demo_generators(
    nested: str = "[1, [2, [3, []], 'ab'], (4, 5)]", file: str = "", n: int = 2
) -> Demo:
    """Stop a generator at each yield, count what it reads, and weigh it against a list.

    --nested is read as a literal and never run; --file is read lazily, in batches of n lines.
    """
    if not 1 <= n <= 1_000:
        raise BadInput(f"--n: {n} is not between 1 and 1,000")
    tree = _literal(nested)
    if file:
        yield from _lines(file, n)
    ours, flat = list(flatten(tree)), list(_by_recursion(tree))
    yield f"flatten({nested:.200}) -> {brief(ours)}"
    yield Claim(
        "flatten gives what a recursive function gives",
        measured=brief(ours),
        expected=brief(flat),
        holds=ours == flat,
    )
    yield from _frames(tree, flat)
    yield from _laziness(n)
    yield from _memory()


def _literal(text: str) -> list[Any] | tuple[Any, ...]:
    import ast  # noqa: PLC0415 -- as slow to import as the rest of the module
    import warnings  # noqa: PLC0415 -- needed here alone

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # an escape like \d is the reader's own affair
            value = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        raise BadInput(f'--nested: {text!r:.60} is no literal; write "[1, [2, 3]]"') from None
    if not isinstance(value, list | tuple):
        raise BadInput(f'--nested: {text!r:.60} is not a list; write "[1, [2, 3]]"')
    return value


def _by_recursion(items: Iterable[Any]) -> Iterator[Any]:
    for item in items:
        if isinstance(item, list | tuple | set | dict):
            yield from _by_recursion(item)
        else:
            yield item


def _numbered(items: Iterable[T]) -> Iterator[tuple[int, T]]:
    count = 0
    for item in items:
        count += 1  # noqa: SIM113 -- enumerate would hide what the frame keeps
        yield count, item


def _frames(tree: Iterable[Any], flat: list[Any]) -> Demo:
    import linecache  # noqa: PLC0415 -- needed here alone
    from inspect import getgeneratorstate  # noqa: PLC0415 -- slow to import

    generator: Any = _numbered(flatten(tree))
    file = generator.gi_code.co_filename
    states, rows = [], []
    got: object = "nothing yet"
    while True:
        states.append(getgeneratorstate(generator))
        frame = generator.gi_frame
        if frame is None:
            rows.append((states[-1], "-", "its frame is gone", "none", got))
            break
        kept = ", ".join(f"{k}={v!r:.30}" for k, v in frame.f_locals.items() if k != "items")
        source = linecache.getline(file, frame.f_lineno).strip()
        rows.append((states[-1], frame.f_lineno, source[:40], kept or "none", got))
        try:
            got = next(generator)
        except StopIteration:
            got = "StopIteration"
    shown = rows if len(rows) <= 10 else [*rows[:8], rows[-1]]
    cut = "" if shown is rows else f" ({len(shown)} of {len(rows)} stops)"
    columns = ("state", "line", "it stands at", "its locals but items", "came out")
    yield Table(f"A generator that numbers them, stopped at every yield{cut}", columns, shown)
    wanted = ["GEN_CREATED", *["GEN_SUSPENDED"] * len(flat), "GEN_CLOSED"]
    rest = list(generator)
    yield Claim(
        "calling it runs nothing, each item leaves it suspended, and a second loop finds nothing",
        measured=f"{_runs(states)}; then {rest}",
        expected=f"{_runs(wanted)}; then []",
        holds=(states, rest) == (wanted, []),
    )


def _runs(states: Iterable[str]) -> str:
    runs = [(state, len(list(run))) for state, run in groupby(states)]
    return ", ".join(f"{state} x {times:,}" if times > 1 else state for state, times in runs)


def _laziness(n: int) -> Demo:
    asked: list[Callable[[Iterable[Any]], Iterable[Any]]] = [
        flatten,
        lambda source: batched(source, n),
        lambda source: windows(source, n),
    ]
    pulled, alive = [], []
    for ask in asked:
        source = iter(range(10 * n + 10))
        next(iter(ask(source)))
        pulled.append(next(source, 10 * n + 10))
        items = Live(range(3 * n + 10))
        deque(ask(items), maxlen=0)  # takes every result and keeps none
        alive.append(items.peak)
    yield Claim(
        f"the first result of flatten, batched and windows (n = {n:,}) reads 1, n and n items",
        measured=pulled,
        expected=[1, n, n],
        holds=pulled == [1, n, n],
    )
    limits = [2, n + 1, n + 1]
    yield Claim(
        "and they keep no more alive than they need, however many items there are",
        measured=f"{alive} at most",
        expected=f"{limits} or fewer",
        holds=all(peak <= limit for peak, limit in zip(alive, limits, strict=True)),
    )


def _memory() -> Demo:
    sizes = (300, 3_000, 30_000)
    lists = [peak_bytes(partial(_count_in_a_list, n)) for n in sizes]
    streams = [peak_bytes(partial(_count_as_they_come, n)) for n in sizes]
    yield Chart("Peak bytes over n items", sizes, {"list": lists, "generator": streams})
    yield Claim(
        f"{sizes[-1]:,} items one by one need far less memory than in a list, and no more than 300",
        measured=f"{streams[-1]:,} bytes against {lists[-1]:,}: a {lists[-1] // streams[-1]:,}th",
        expected=f"a 100th or less, and at most twice the {streams[0]:,} bytes of {sizes[0]:,}",
        holds=lists[-1] >= 100 * streams[-1] and streams[-1] <= 2 * streams[0],
    )


def _count_in_a_list(n: int) -> int:
    return len(list(flatten(range(n))))


def _count_as_they_come(n: int) -> int:
    return sum(1 for _ in flatten(range(n)))


def _lines(name: str, n: int) -> Demo:
    from pathlib import Path  # noqa: PLC0415 -- slow to import

    path = Path(name)
    try:
        if not path.is_file():
            raise BadInput(f"--file: {name!r:.60} is no file here; name one that can be read")
        with path.open("rb") as lines:
            counted = sum(map(len, batched(lines, n)))
            size = lines.tell()
        with path.open("rb") as text:
            expected = _line_ends(text.read(min(2**16, size - at)) for at in range(0, size, 2**16))
        with path.open("rb") as lines:
            some = Live(islice(lines, 10 * n))
            deque(batched(some, n), maxlen=0)
    except OSError as error:
        raise BadInput(f"--file: cannot read {name!r:.60}: {error.strerror}") from None
    yield Claim(
        f"{name:.60} has as many lines, counted in batches, as it has line ends",
        measured=counted,
        expected=expected,
        holds=counted == expected,
    )
    yield Claim(
        "no more of its lines than one batch and the next line were in memory at once",
        measured=some.peak,
        expected=f"{n + 1:,} or fewer",
        holds=some.peak <= n + 1,
    )


def _line_ends(blocks: Iterable[bytes]) -> int:
    found, last = 0, b"\n"
    for block in blocks:
        found += block.count(b"\n")
        last = block[-1:]
    return found + (last != b"\n")
