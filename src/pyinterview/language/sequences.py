"""List or tuple.

Q2. What is the difference between a list and a tuple?

## In one breath

A list can change and grow; a tuple keeps the items it was made with. So a list keeps spare room
for appending, and a tuple takes a little less memory, is made once if it is all constants, and
can be a dictionary key if all its items can. The tuple alone is fixed: a list inside still
changes. By intent: a list for many of a kind, a tuple for one record.

## Pitfalls

- *A tuple can always be a key.* Its hash is made from those of its items: one list in it, however
  deep, and `hash` raises `TypeError`.
- *Nothing in a tuple can change.* It refers to the same objects for ever, and they may change.
  `t = ([],); t[0] += [1]` does both: it raises `TypeError`, and `t` is `([1],)` afterwards.
- *Tuples are much faster.* Making one from constants is: it was made when the code was compiled.
  Indexing and iterating take about the same time.
- *Append copies the list each time.* The block grows by about an eighth more than is needed, so
  it is rarely moved; n appends cost O(n) in all.
- *The parentheses make the tuple.* The comma does: `(1)` is a number, `1,` is a tuple.

## Asked next

- *When a named tuple or a dataclass?* As soon as the fields have names. A frozen dataclass is no
  sequence, and does not equal a plain tuple that happens to hold the same.
- *A list as a queue?* `pop(0)` moves all that is behind it: O(n). `collections.deque` does not.
- *What does `tuple(t)` cost?* Nothing: it is `t` itself, and so is `t[:]`. `list(l)` and `l[:]`
  are always copies.
- *Many numbers?* `array` or NumPy: 8 bytes each, in place of a pointer to an object of 28.

## Sources

- https://docs.python.org/3/faq/design.html#why-are-there-separate-tuple-and-list-data-types
- https://github.com/python/cpython/blob/main/Objects/listobject.c (list_resize)
- https://github.com/python/cpython/blob/main/Objects/tupleobject.c
- https://docs.python.org/3/glossary.html#term-hashable
"""

import sys
from typing import Any

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table, cropped

__all__: list[str] = []

POINTER = (None,).__sizeof__() - ().__sizeof__()  # bytes of a reference
LONGEST, SHOWN = 1_000_000, 12


def footprint(n: int) -> tuple[int, int]:
    """Return the bytes of a list and of a tuple of *n* items, without the items themselves.

    >>> as_list, as_tuple = footprint(1_000)
    >>> as_tuple < as_list < as_tuple + 100
    True
    """
    return sys.getsizeof([None] * n), sys.getsizeof((None,) * n)


def capacity_steps(n: int) -> list[tuple[int, int]]:
    """Append *n* items; return (length, capacity) whenever the list takes another block.

    The capacity is how many references fit into the block: what its bytes say.

    >>> capacity_steps(10)
    [(1, 4), (5, 8), (9, 16)]
    """
    items: list[None] = []
    empty = known = sys.getsizeof(items)
    steps = []
    for length in range(1, n + 1):
        items.append(None)
        size = sys.getsizeof(items)
        if size != known:
            known = size
            steps.append((length, (size - empty) // POINTER))
    return steps


def instructions(literal: str) -> list[str]:
    """Return the names of the bytecode instructions that make the value of a *literal*.

    >>> instructions("(1, 2, 3)"), instructions("[]")
    (['LOAD_CONST'], ['BUILD_LIST'])
    """
    from dis import get_instructions  # noqa: PLC0415 -- slow to import

    names = [step.opname for step in get_instructions(_compiled(literal))]
    return names[names.index("RESUME") + 1 : names.index("STORE_NAME")]


def unhashable_path(value: object) -> tuple[int, ...] | None:
    """Return the indexes that lead to what makes *value* unhashable, or ``None`` if it hashes.

    The first culprit counts, as for `hash` itself. The path is empty if it is *value*.

    >>> unhashable_path((1, ([2], {}))), unhashable_path([1]), unhashable_path((1, (2,)))
    ((1, 0), (), None)
    """
    try:
        hash(value)
    except TypeError:
        for index, item in enumerate(value if isinstance(value, tuple) else ()):
            path = unhashable_path(item)
            if path is not None:
                return (index, *path)
        return ()
    return None


def demo_list_vs_tuple(length: int = 100, literal: str = "(1, [2])") -> Demo:
    """Weigh a list and a tuple of your length, and see what becomes of your literal.

    The literal is read by `ast.literal_eval`, then compiled and run twice.
    """
    if not 0 <= length <= LONGEST:
        raise BadInput(f"--length: {length} is not a length from 0 to {LONGEST:,}")
    value = _read(literal)
    yield from _bytes(length)
    yield from _growth(length)
    yield from _folding(literal)
    yield from _hashing(value)


def _bytes(length: int) -> Demo:
    sizes = sorted({0, 3, length})
    yield Table(
        "Bytes, without the items",
        ("items", "list", "tuple", "difference"),
        [(n, *footprint(n), footprint(n)[0] - footprint(n)[1]) for n in sizes],
    )
    collector = sys.getsizeof([]) - [].__sizeof__()  # in front of each, for the garbage collector
    expected = [collector + kind.__basicsize__ + POINTER * length for kind in (list, tuple)]
    measured = list(footprint(length))
    yield Claim(
        "both are a header and a reference for each item; the header of a tuple is smaller",
        measured=measured,
        expected=expected,
        holds=measured == expected and measured[1] < measured[0],
    )


def _growth(length: int) -> Demo:
    steps = capacity_steps(length)
    yield Table(
        f"{len(steps[:SHOWN])} of {len(steps)} new blocks in {length:,} appends",
        ("length", "capacity"),
        steps[:SHOWN],
    )
    expected, room = [], 0
    for n in range(1, length + 1):
        if n > room:
            room = (n + n // 8 + 6) // 4 * 4  # from list_resize in CPython's listobject.c
            expected.append((n, room))
    yield Claim(
        "a list that is full takes an eighth more than it needs, and a little: few blocks in all",
        measured=f"{len(steps)} blocks, the last for {steps[-1][1] if steps else 0:,} items",
        expected=f"{len(expected)} blocks, the last for {room:,} items",
        holds=steps == expected,
    )


def _folding(literal: str) -> Demo:
    shown = dict.fromkeys(["(1, 2, 3)", "[1, 2, 3]", literal.strip()])
    rows = [(cropped(text, 40), cropped(" ".join(instructions(text)), 60)) for text in shown]
    yield Table("What the compiler makes of it", ("literal", "instructions"), rows)
    of_tuple, of_list = instructions("(1, 2, 3)"), instructions("[1, 2, 3]")
    yield Claim(
        "a tuple of constants is loaded whole; a list is built whenever the code runs",
        measured=f"{' '.join(of_tuple)}; {' '.join(of_list)}",
        expected="LOAD_CONST; BUILD_LIST among others",
        holds=of_tuple == ["LOAD_CONST"] and "BUILD_LIST" in of_list,
    )
    steps = instructions(literal)
    whole = len(steps) == 1 and steps[0].startswith("LOAD_")
    code = _compiled(literal)
    runs: list[dict[str, object]] = [{}, {}]
    for names in runs:
        exec(code, names)  # noqa: S102 -- a literal: it has been read as one
    same = runs[0]["value"] is runs[1]["value"]
    yield Claim(
        "your literal is loaded whole exactly if running it twice gives the same object",
        measured=f"{cropped(' '.join(steps), 60)}: {'loaded whole' if whole else 'built'}",
        expected="loaded whole" if same else "built",
        holds=whole == same,
    )


def _hashing(value: object) -> Demo:
    path = unhashable_path(value)
    try:
        hash(value)
        refusal = None
    except TypeError as error:
        refusal = str(error)
    culprit = value
    for index in path or ():
        culprit = culprit[index]  # type: ignore[index] # the path leads through tuples
    kind = type(culprit).__name__
    place = "".join(f"[{index}]" for index in path or ()) or "the value itself"
    yield Claim(
        "your literal hashes unless something in it does not: the path leads to the culprit",
        measured="hashable" if path is None else f"{place}, a {kind}: {cropped(repr(culprit), 40)}",
        expected=f"hash() says: {refusal}" if refusal else "hashable",
        holds=path is None if refusal is None else path is not None and repr(kind) in refusal,
    )


def _read(literal: str) -> Any:
    """Return the value of a literal."""
    from ast import literal_eval  # noqa: PLC0415 -- only the demo reads text
    from warnings import catch_warnings, simplefilter  # noqa: PLC0415 -- as above

    try:
        with catch_warnings():
            simplefilter("ignore")  # of an unknown escape such as '\\d'
            value = literal_eval(literal)
        _compiled(literal)  # one level deeper, which may be one too many
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError) as error:
        # Some name an object of the syntax tree, with its address.
        reason = getattr(error, "msg", str(error) or "it is nested too deep")
        reason = reason.partition(": <ast.")[0]
        raise BadInput(
            f"--literal: {cropped(repr(literal), 60)} cannot be read ({cropped(reason, 60)}); "
            "write a literal such as '(1, [2])'"
        ) from None
    return value


def _compiled(literal: str) -> Any:
    """Compile an assignment of the literal to the name ``value``."""
    from warnings import catch_warnings, simplefilter  # noqa: PLC0415 -- few need it

    with catch_warnings():
        simplefilter("ignore")
        return compile(f"value = (\n{literal}\n)", "<literal>", "exec")
