"""Shallow and deep copies.

Q25. What is the difference between shallow copy and deep copy?

## In one breath

Assignment copies nothing: it gives the same object a second name. A shallow copy is a new outer
container that holds the very same items. A deep copy makes everything that can be reached anew,
each object once: a memo from id to copy keeps shared references shared and lets cycles end.
What cannot change is not copied at all. Often you need neither: build a new value from the old.

## Pitfalls

- *`a[:]`, `list(a)` or `dict(d)` copies a nested list.* All of them are shallow, as are
  `a.copy()` and `{**d}`: the rows of the new list are the rows of the old one.
- *`[[0] * 3] * 3` has three rows.* It has one row three times, and its deep copy as well:
  what is shared stays shared.
- *`json.loads(json.dumps(x))` is a deep copy.* It turns tuples into lists and keys into text,
  copies a shared list twice and refuses a cycle.
- *Deep means everything.* Functions and classes stay the same objects; a module, a lock, a
  generator or an open file is a `TypeError`.
- *A `__deepcopy__` may ignore its memo.* Then what is shared is copied twice and a cycle never
  ends. Set `memo[id(self)] = new` first, then copy the parts with the same memo.

## Asked next

- *Does a copy call `__init__`?* No: `__reduce_ex__(4)` says how to make a bare object, and what
  to put into it. `__copy__`, `__deepcopy__`, `__getstate__` and `__setstate__` change that.
- *Is a tuple copied?* Not by a shallow copy; by a deep one only if something in it was. A
  frozenset is built anew even if nothing was.
- *Why does the memo hold the originals, too?* It knows them by `id`, and the id of an object
  that has died, such as a temporary state, is given to another.
- *How deep is too deep?* Each level is a recursion: some 500 nested lists at the default limit,
  then `RecursionError`, here as in `copy.deepcopy`.
- *What is faster?* A pickle round trip, if all of it can be pickled; and no copy at all:
  immutable values, changed by `dataclasses.replace` or (3.13) `copy.replace`.

## Sources

- https://docs.python.org/3/library/copy.html
- https://docs.python.org/3/library/pickle.html#object.__reduce__
- https://github.com/python/cpython/blob/main/Lib/copy.py
- PEP 307, Extensions to the pickle protocol
"""

from collections.abc import Callable, Iterable, Sequence
from copyreg import dispatch_table
from operator import is_
from types import (
    BuiltinFunctionType,
    CodeType,
    EllipsisType,
    FunctionType,
    MethodType,
    NoneType,
    NotImplementedType,
)
from typing import Any, TypeAlias, TypeVar
from weakref import ref

from pyinterview.lab.evidence import BadInput, Claim, Demo, Graph, Table, cropped

__all__ = ["deep_copy", "shallow_copy"]

T = TypeVar("T")
Memo: TypeAlias = dict[int, Any]

WITH_COPY: frozenset[type] = frozenset({bytearray, dict, list, set})  # they have a method for it
ATOMIC: frozenset[type] = frozenset(
    {bool, bytes, complex, float, int, property, range, str, ref}
    | {BuiltinFunctionType, CodeType, FunctionType}
    | {EllipsisType, NoneType, NotImplementedType}
)
ATOMIC_WHEN_SHALLOW = ATOMIC | {frozenset, slice, tuple}
MISSING = object()  # None may be the copy of something


def shallow_copy(x: T) -> T:
    """Return a new object that holds the very same items and attributes as *x*.

    Behaves as `copy.copy`: what cannot change is returned as it is, ``__copy__``, the table of
    `copyreg` and ``__reduce_ex__`` decide for other objects. Time and space O(n) for n items,
    however much is in them. Raises ``TypeError`` for what cannot be copied.

    >>> rows = [[1], [2]]
    >>> copy = shallow_copy(rows)
    >>> copy is rows, copy[0] is rows[0]
    (False, True)
    >>> shallow_copy((rows, rows))[0] is rows
    True
    """
    cls = type(x)
    if cls in WITH_COPY:
        return x.copy()  # type: ignore[attr-defined,no-any-return] # each of the four has it
    if cls in ATOMIC_WHEN_SHALLOW or issubclass(cls, type):
        return x
    hook = getattr(cls, "__copy__", None)
    if hook is not None:
        return hook(x)  # type: ignore[no-any-return] # whatever the class makes of it
    reduced = _reduced(x)
    return x if isinstance(reduced, str) else _rebuild(_kept, x, {}, *reduced)


def deep_copy(x: T, memo: Memo | None = None) -> T:
    """Return a copy of *x* and of all that can be reached from it, each object copied once.

    Behaves as `copy.deepcopy`: shared references stay shared, cycles stay cycles, what cannot
    change is returned as it is. *memo* maps the id of each original to its copy; a
    ``__deepcopy__`` hands it on. Time and space O(n) for n distinct objects and references.
    Raises ``TypeError`` for what cannot be copied and ``RecursionError`` for nesting that is
    too deep.

    >>> row = [0]
    >>> copy = deep_copy([row, row])
    >>> copy[0] is row, copy[0] is copy[1]
    (False, True)
    >>> row.append(row)
    >>> copy = deep_copy(row)
    >>> copy[1] is copy
    True
    >>> pair = (1, "one")
    >>> deep_copy(pair) is pair
    True
    """
    cls = type(x)
    if cls in ATOMIC:
        return x
    if memo is None:
        memo = {}
    y = memo.get(id(x), MISSING)
    if y is not MISSING:
        return y  # type: ignore[no-any-return] # the copy of x
    copier = COPIERS.get(cls)
    if copier is not None:
        y = copier(x, memo)
    elif issubclass(cls, type):  # a class
        return x
    elif (hook := getattr(x, "__deepcopy__", None)) is not None:
        y = hook(memo)
    else:
        reduced = _reduced(x)
        y = x if isinstance(reduced, str) else _rebuild(deep_copy, x, memo, *reduced)
    if y is not x:
        memo[id(x)] = y
        memo.setdefault(id(memo), []).append(x)  # or another object could get the id of x
    return y  # type: ignore[no-any-return] # a copy of x


# The three that are in every structure. Asking for the type before calling deep_copy, and not
# inside of it, halves the time: most parts are atomic.


def _copy_list(x: list[Any], memo: Memo) -> list[Any]:
    y: list[Any] = []
    memo[id(x)] = y  # before the items: x may be one of them
    for item in x:
        y.append(item if type(item) in ATOMIC else deep_copy(item, memo))  # noqa: PERF401 -- y is known already
    return y


def _copy_dict(x: dict[Any, Any], memo: Memo) -> dict[Any, Any]:
    y: dict[Any, Any] = {}
    memo[id(x)] = y
    for key, value in x.items():
        new = key if type(key) in ATOMIC else deep_copy(key, memo)
        y[new] = value if type(value) in ATOMIC else deep_copy(value, memo)
    return y


def _copy_tuple(x: tuple[Any, ...], memo: Memo) -> tuple[Any, ...]:
    y = [item if type(item) in ATOMIC else deep_copy(item, memo) for item in x]
    if id(x) in memo:  # one of the items led back to x and copied it
        return memo[id(x)]  # type: ignore[no-any-return] # a tuple
    return x if all(map(is_, x, y)) else tuple(y)


def _copy_method(x: MethodType, memo: Memo) -> MethodType:
    return type(x)(x.__func__, deep_copy(x.__self__, memo))


COPIERS: dict[type, Callable[[Any, Memo], Any]] = {
    list: _copy_list,
    dict: _copy_dict,
    tuple: _copy_tuple,
    MethodType: _copy_method,
}


def _reduced(x: Any) -> Any:
    """Return what `copyreg` or the object itself says about how to build another one."""
    reduce = dispatch_table.get(type(x))
    if reduce is not None:
        return reduce(x)
    try:
        reduce_ex = x.__reduce_ex__
    except AttributeError:
        raise TypeError(f"cannot copy {type(x).__name__!r} object") from None
    return reduce_ex(4)  # the protocol that `copy` asks for


def _kept(part: Any, memo: Memo) -> Any:  # noqa: ARG001 -- stands where deep_copy stands
    """Return a part as it is: what a shallow copy does with it."""
    return part


def _rebuild(  # noqa: PLR0913, PLR0917 -- the last five are the parts of a reduction, see pickle's docs
    copied: Callable[[Any, Memo], Any],
    x: Any,
    memo: Memo,
    make: Callable[..., Any],
    args: Iterable[Any],
    state: Any = None,
    items: Iterable[Any] | None = None,
    pairs: Iterable[tuple[Any, Any]] | None = None,
) -> Any:
    """Build an object like *x* from the parts of its reduction, each as *copied* returns it."""
    y = make(*[copied(part, memo) for part in args])
    memo[id(x)] = y  # before the rest, which may refer to x
    if state is not None:
        _set_state(y, copied(state, memo))
    for item in items or ():
        y.append(copied(item, memo))
    for key, value in pairs or ():
        y[copied(key, memo)] = copied(value, memo)
    return y


def _set_state(y: Any, state: Any) -> None:
    """Put *state* into *y*: by its own method, else into its attributes and its slots."""
    if hasattr(y, "__setstate__"):
        y.__setstate__(state)
        return
    attributes, slots = state if isinstance(state, tuple) and len(state) == 2 else (state, None)
    if attributes is not None:
        y.__dict__.update(attributes)
    for name, value in (slots or {}).items():
        setattr(y, name, value)


DEEPEST, DRAWN = 100, 12  # levels of a reader's JSON; lists and dicts in a diagram
LAYERS = 14

WAYS: dict[str, Callable[[Any], Any]] = {  # each looked up when it is called: it may be replaced
    "y = x": lambda x: x,
    "y = shallow_copy(x)": lambda x: shallow_copy(x),  # noqa: PLW0108 -- see above
    "y = deep_copy(x)": lambda x: deep_copy(x),  # noqa: PLW0108 -- see above
}


def demo_deep_copy(value: str = '{"a": [1, [2]]}') -> Demo:
    """Copy your JSON value in three ways, draw what is shared, and change it through the copy."""
    x = _read(value)
    yield f"x = {cropped(repr(x), 200)}"
    copies = [copy(x) for copy in WAYS.values()]
    for way, y in zip(WAYS, copies, strict=True):
        yield _diagram(f"After {way}", x, y)
    mine = _containers(x)
    ids = set(map(id, mine))
    shared = [sum(id(part) in ids for part in _containers(y)) for y in copies]
    expected = [len(mine), max(0, len(mine) - 1), 0]
    yield Claim(
        "y shares with x all lists and dicts; all but the outermost; none",
        measured=shared,
        expected=expected,
        holds=shared == expected,
    )
    again = _read(value)
    yield Claim(
        "the deep copy equals your JSON when it is read a second time",
        measured=cropped(repr(copies[-1]), 60),
        expected=cropped(repr(again), 60),
        holds=bool(copies[-1] == again),
    )
    yield from _changes(value)
    yield from _knot(x)
    yield from _visits()


def _read(text: str) -> Any:
    """Read JSON as its standard defines it, without NaN and Infinity."""
    import json  # noqa: PLC0415 -- only the demo reads JSON

    def refuse(name: str) -> None:
        raise ValueError(f"it has no {name}")

    shown = cropped(repr(text), 60)
    too_deep = BadInput(
        f"--value: {shown} is nested more than {DEEPEST} levels deep; give a part of it"
    )
    try:
        x = json.loads(text, parse_constant=refuse)
    except RecursionError:
        raise too_deep from None
    except ValueError as error:
        raise BadInput(
            f"--value: {shown} cannot be read as JSON ({cropped(str(error), 60)}); "
            """write it like '{"a": [1, [2]]}'"""
        ) from None
    level = [x]
    for _ in range(DEEPEST):
        level = [part for container in level for part in _parts(container)]
    if any(isinstance(part, list | dict) for part in level):
        raise too_deep
    return x


def _parts(value: Any) -> Sequence[Any]:
    """Return what a list or a dict holds; anything else holds nothing."""
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else ()


def _containers(root: Any) -> list[Any]:
    """Return the distinct lists and dicts that can be reached from *root*, the nearest first."""
    found = [root] if isinstance(root, list | dict) else []
    seen = {id(root)}
    for container in found:  # which grows meanwhile
        for part in _parts(container):
            if isinstance(part, list | dict) and id(part) not in seen:
                seen.add(id(part))
                found.append(part)
    return found


def _labels(containers: list[Any]) -> list[str]:
    """Write each container with a number for each of the others: its shape, without its id."""
    names = {id(container): f"#{at}" for at, container in enumerate(containers, 1)}
    labels = []
    for container in containers:
        parts = [names.get(id(part)) or repr(part) for part in _parts(container)]
        if isinstance(container, dict):
            pairs = zip(container, parts, strict=True)
            content = "{" + ", ".join(f"{key!r}: {part}" for key, part in pairs) + "}"
        else:
            content = "[" + ", ".join(parts) + "]"
        labels.append(f"{names[id(container)]} {content}")
    return labels


def _diagram(title: str, x: Any, y: Any) -> Graph:
    """Draw what the two names refer to."""
    found = _containers([x, y])[1:]
    if len(found) > DRAWN:
        title += f" (the first {DRAWN} of {len(found)} lists and dicts)"
    drawn = [*zip(found, _labels(found), strict=True)][:DRAWN] or [(x, repr(x))]
    nodes = {id(value): cropped(label, 40) for value, label in drawn}
    edges = [(name, nodes.get(id(value), repr(value))) for name, value in (("x", x), ("y", y))]
    for value, _ in drawn:
        inner = [nodes[id(part)] for part in _parts(value) if id(part) in nodes]
        edges += [(nodes[id(value)], label) for label in inner]
    return Graph(title, ["x", "y", *nodes.values()], edges)


def _changes(text: str) -> Demo:
    """Change fresh copies at the top and in the depth, and look what became of the original."""
    if not _containers(_read(text)):
        atom = _read(text)
        same = [copy(atom) is atom for copy in WAYS.values()]
        yield Claim(
            "nothing in x can change, so every copy of it is x itself",
            measured=same,
            expected=[True, True, True],
            holds=all(same),
        )
        return
    path = _way_down(_read(text))
    rows = [_change(text, path[:0])] + [_change(text, path)] * bool(path)
    yield Table("What becomes of x", ("after", *WAYS), rows)
    measured = [row[1:] for row in rows]
    expected = [("changes", "stays", "stays"), ("changes", "changes", "stays")][: len(rows)]
    yield Claim(
        "a change of y reaches x through the alias always, through the shallow copy only below "
        "the top, through the deep copy never",
        measured="; ".join(", ".join(row) for row in measured),
        expected="; ".join(", ".join(row) for row in expected),
        holds=measured == expected,
    )


def _way_down(x: Any) -> list[Any]:
    """Return the keys and indexes that lead to the first list or dict that holds no other."""
    path: list[Any] = []
    while True:
        keyed = x.items() if isinstance(x, dict) else enumerate(x)
        inner = [(key, part) for key, part in keyed if isinstance(part, list | dict)]
        if not inner:
            return path
        key, x = inner[0]
        path.append(key)


def _change(text: str, path: list[Any]) -> tuple[str, ...]:
    """Add to what *path* leads to in each kind of copy, and tell what that did to the original."""
    steps = "".join(f"[{key!r}]" for key in path)
    row: list[str] = []
    for copy in WAYS.values():
        x = _read(text)
        part = copy(x)
        for key in path:
            part = part[key]
        if isinstance(part, dict):
            change = "['new'] = object()"
            part["new"] = object()
        else:
            change = ".append(1)"
            part.append(1)
        row.append("stays" if x == _read(text) else "changes")
    return (cropped(f"y{steps}", 40) + change, *row)


def _knot(x: Any) -> Demo:
    """Copy what JSON cannot write: an object in two places, and a list in itself."""
    import pickle  # noqa: PLC0415 -- the oracle: it keeps what is shared, and its code is not ours

    both: list[Any] = [x if _containers(x) else [x]] * 2
    both.append(both)
    copy, right = deep_copy(both), pickle.loads(pickle.dumps(both))  # noqa: S301 -- our own bytes
    measured, expected = _labels(_containers(copy)), _labels(_containers(right))
    yield Claim(
        "a list that holds x twice, and itself, keeps that shape, as in a pickle round trip",
        measured=cropped("; ".join(measured), 60),
        expected=cropped("; ".join(expected), 60),
        holds=measured == expected,
    )


class _Node:
    """Holds the node below it twice, and counts the copies that are made of nodes."""

    def __init__(self, below: Any, made: list["_Node"]) -> None:
        self.below = below
        self.made = made

    def __deepcopy__(self, memo: Memo) -> "_Node":
        copy = _Node(None, self.made)
        self.made.append(copy)
        copy.below = deep_copy(self.below, memo)
        return copy


def _visits() -> Demo:
    made: list[_Node] = []
    nodes: list[_Node] = []
    for _ in range(LAYERS + 1):
        nodes.append(_Node(nodes[-1:] * 2, made))
    deep_copy(nodes[-1])
    yield Claim(
        f"of {LAYERS + 1} nodes, each held twice by the next, every one is copied once, although "
        f"{2**LAYERS:,} ways lead to the last",
        measured=f"{len(made):,} copies",
        expected=f"{len(nodes):,} copies",
        holds=len(made) == len(nodes),
    )
