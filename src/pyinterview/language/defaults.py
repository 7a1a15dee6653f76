"""Mutable default arguments.

Q40. Why should we avoid using mutable default arguments like def func(value=[]):? What is the correct way?

## In one breath

A default is evaluated once, when `def` runs, and stored on the function. Every call that omits
the argument gets that same object, so what one call appends to a default list, the next call
finds there. The correct way: default to `None` and begin with `if value is None: value = []`. If
`None` is a value of its own, use a sentinel. In a dataclass: `field(default_factory=list)`.

## Pitfalls

- *value = value or [].* It also replaces an empty list that the caller passed to have it filled.
  Ask `is None`.
- *Only a literal [] is dangerous.* So are `{}`, `set()`, a comprehension, `deque()`, a tuple that
  holds a list, those of lambdas, and keyword-only ones. `when=datetime.now()` cannot be changed,
  but it is frozen at the time of definition all the same.
- *Never do it.* Sharing can be meant: a cache, or `i=i` in a loop, which keeps the value of now.
- *Copy the default in each call.* It works, and says in a roundabout way what `None` says.

## Asked next

- *Where is it stored?* In `func.__defaults__`, keyword-only ones in `func.__kwdefaults__`.
  Assigning `func.__defaults__ = ([],)` starts anew.
- *Why once?* `def` is a statement that runs: its defaults see the names of that place and time,
  and calls need not evaluate anything. PEP 671 proposes defaults that the call evaluates.
- *How does one tell None from nothing?* `MISSING = object()` as default, then `is MISSING`.
- *Where else does this happen?* `class Basket: items = []`, `dict.fromkeys("ab", [])` and
  `[[0] * 2] * 2` all put one object in many places.
- *Who finds them?* Linters such as ruff and flake8-bugbear (B006), or `scan_source` below.

## Sources

- https://docs.python.org/3/reference/compound_stmts.html#function-definitions
- https://docs.python.org/3/faq/programming.html#why-are-default-values-shared-between-objects
- https://docs.python.org/3/library/dataclasses.html#mutable-default-values
- https://peps.python.org/pep-0671/
"""  # noqa: E501 -- the question stands word for word on one line

import ast
import warnings
from collections.abc import (
    Callable,
    Iterator,
    MutableMapping,
    MutableSequence,
    MutableSet,
)
from itertools import chain
from typing import Any, NamedTuple

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table, brief
from pyinterview.lab.scopes import FUNCTIONS, Scopes, dotted, name_of, walked
from pyinterview.lab.sources import scanned

__all__: list[str] = []

MOST, SHOWN = 1_000, 30  # calls, and rows of a table
DISPLAYS = (ast.List, ast.Dict, ast.Set, ast.ListComp, ast.DictComp, ast.SetComp)
CALLS = {
    *("array.array", "bytearray", "dict", "dict.fromkeys", "list", "set", "sorted"),
    *("collections.ChainMap", "collections.Counter", "collections.OrderedDict"),
    *("collections.UserDict", "collections.UserList", "collections.defaultdict"),
    *("collections.deque",),
}


def append_shared(item: Any, to: list[Any] = []) -> list[Any]:  # noqa: B006 -- the bug this answer is about
    """Append *item* to a list that all calls share: the default was made when `def` ran.

    >>> append_shared("a") is append_shared("b")
    True
    """
    to.append(item)
    return to


def append_fresh(item: Any, to: list[Any] | None = None) -> list[Any]:
    """Append *item* to the caller's list, or to a new one.

    >>> append_fresh("a"), append_fresh("b")
    (['a'], ['b'])
    >>> mine = []
    >>> append_fresh("a", mine) is mine  # `to or []` would have lost it: it is empty
    True
    """
    if to is None:
        to = []
    to.append(item)
    return to


def is_mutable(value: object) -> bool:
    """Tell whether *value* is a collection that can change, or a tuple that holds one.

    >>> is_mutable([]), is_mutable((1, ({},))), is_mutable((1, "a")), is_mutable(frozenset())
    (True, True, False, False)
    """
    if isinstance(value, tuple):
        return any(map(is_mutable, value))
    return isinstance(value, MutableSequence | MutableMapping | MutableSet)


def mutable_defaults(function: Callable[..., Any]) -> list[str]:
    """Return the parameters of a living *function* whose defaults are mutable.

    >>> mutable_defaults(append_shared), mutable_defaults(append_fresh)
    (['to'], [])
    """
    code, given = function.__code__, function.__defaults__ or ()
    places = code.co_varnames[code.co_argcount - len(given) : code.co_argcount]
    named = function.__kwdefaults__ or {}
    defaults = chain(zip(places, given, strict=True), named.items())
    return [name for name, value in defaults if is_mutable(value)]


class Finding(NamedTuple):
    """A mutable default: where it stands, whose it is, and the first line of its text."""

    line: int
    function: str
    parameter: str
    default: str


def scan_source(source: str) -> list[Finding]:
    """Return the mutable defaults in a program, in the order of its text; nothing of it is run.

    Found are displays, comprehensions and calls of the standard collections, by whatever name
    they were imported, also inside a tuple, as an operand or as a side of a conditional; not what
    other functions and methods return. Time O(n). Raises ``SyntaxError`` for what is no Python.

    >>> for finding in scan_source("def f(a, b=(1, []), *, c={}, d=()): ..."):
    ...     print(*finding)
    1 f b (1, [])
    1 f c {}
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a '\\d' in it is no concern of ours
        tree = ast.parse(source)
    lines = source.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    found = []
    for node, at in walked(tree):
        if isinstance(node, FUNCTIONS):
            for parameter, default in _defaults(node.args):
                if _makes_mutable(default, at.here):
                    shown = _first_line(lines, default)
                    place = (default.lineno, default.col_offset)
                    name = at.path + name_of(node)
                    found.append((place, Finding(default.lineno, name, parameter, shown)))
    return [finding for _, finding in sorted(found)]


def _defaults(given: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    places = [*given.posonlyargs, *given.args]
    for arg, default in zip(reversed(places), reversed(given.defaults), strict=False):
        yield arg.arg, default
    for arg, named in zip(given.kwonlyargs, given.kw_defaults, strict=True):
        if named is not None:
            yield arg.arg, named


def _makes_mutable(node: ast.expr, scopes: Scopes) -> bool:
    todo = [node]
    while todo:
        match todo.pop():
            case ast.Tuple(elts=parts) | ast.BoolOp(values=parts):
                todo += parts
            case ast.IfExp(body=left, orelse=right):
                todo += (left, right)
            case ast.BinOp(op=ast.Add() | ast.Mult(), left=left, right=right):
                todo += (left, right)  # 3 * [0]
            case ast.BinOp(op=ast.Sub() | ast.BitOr() | ast.BitAnd() | ast.BitXor(), left=left):
                todo.append(left)  # frozenset() | {1} is a frozenset
            case ast.NamedExpr(value=value):
                todo.append(value)
            case ast.Call(func=ast.Subscript(value=function) | function):  # list[int]()
                if dotted(function, scopes) in CALLS:
                    return True
            case part if isinstance(part, DISPLAYS):
                return True
    return False


def _first_line(lines: list[str], node: ast.expr) -> str:
    line = lines[node.lineno - 1].encode()  # columns are counted in bytes
    end = node.end_col_offset if node.end_lineno == node.lineno else len(line)
    return f"{line[node.col_offset : end].decode():.40}"


SAMPLE = """\
import collections as c
from collections import deque as Queue


def remember(item, seen=[]):  # planted
    seen.append(item)
    return seen


def mixed(
    size=(640, 480),
    pair=([], 0),  # planted
    *,
    names=frozenset({"a"}),
    waiting=Queue(),  # planted
    squares=[n * n for n in range(3)],  # planted
    later=None,
):
    list = tuple  # from here on list("ab") cannot be changed

    def inner(letters=list("ab"), rows={1} | {2}):  # planted
        return letters, rows

    return inner


async def fetch(options=dict(retries=3)):  # planted
    return options


class Basket:
    items = []  # shared by all baskets, but no default

    def add(self, item, counts=c.Counter()):  # planted
        return counts


pick = lambda rows=bytearray(b"ab"), limit=1: rows[:limit]  # planted
"""
PLANTED = """
def planted(a=[], b=(1, {}), c=(1, 2), *, d={n for n in "ab"}, e=None): ...
"""


def demo_mutable_default(file: str = "", calls: int = 5) -> Demo:
    """Share a default list, then find all that are like it in a Python file of yours.

    *file* is parsed and never run; without one, a sample is taken.
    """
    if not 1 <= calls <= MOST:
        raise BadInput(f"--calls: {calls:,} is not between 1 and {MOST:,}")
    name = f"{file!r:.60}" if file else "the sample"
    source, found = scanned(file, scan_source) if file else (SAMPLE, scan_source(SAMPLE))
    yield from _sharing(calls)
    cut = f"; the first {SHOWN}" if len(found) > SHOWN else ""
    yield Table(
        f"Mutable defaults in {name}: {len(found):,}{cut}",
        ("line", "function", "parameter", "default"),
        [(line, f"{of:.60}", *rest) for line, of, *rest in found[:SHOWN]],
    )
    lines = [finding.line for finding in scan_source(SAMPLE)]
    planted = [n for n, line in enumerate(SAMPLE.split("\n"), 1) if line.endswith("# planted")]
    yield Claim(
        "in the sample the scanner finds what was planted, and nothing else: these lines",
        measured=lines,
        expected=planted,
        holds=lines == planted,
    )
    again = scan_source(source + PLANTED)
    new = [finding.parameter for finding in again[len(found) :]]
    yield Claim(
        f"a function planted at the end of {name} adds its mutable defaults, and changes no other",
        measured=new,
        expected=["a", "b", "d"],
        holds=again[: len(found)] == found and new == ["a", "b", "d"],
    )


def _sharing(calls: int) -> Demo:
    before = append_shared.__defaults__
    append_shared.__defaults__ = ([],)  # anew, whoever called it before
    try:
        shared = [append_shared(number) for number in range(calls)]  # kept: ids of what is
        fresh = [append_fresh(number) for number in range(calls)]  # freed would be used again
        kept = append_shared.__defaults__[0]
        stored = [mutable_defaults(append_shared), mutable_defaults(append_fresh)]
    finally:
        append_shared.__defaults__ = before
    yield Table(
        "What each call returned, seen at the end",
        ("call", "append_shared", "append_fresh"),
        [(n, brief(shared[n], most=8), brief(fresh[n])) for n in range(min(calls, SHOWN))],
    )
    ids = [len({id(result) for result in results}) for results in (shared, fresh)]
    yield Claim(
        f"{calls} calls return one list where it is the default, {calls} lists where it is not",
        measured=ids,
        expected=[1, calls],
        holds=ids == [1, calls],
    )
    yield Claim(
        "that list is the one stored on the function, and remembers every call",
        measured=brief(kept),
        expected=brief(range(calls)),
        holds=kept is shared[0] and kept == list(range(calls)),
    )
    yield Claim(
        "on the living functions too, only the first has a mutable default",
        measured=stored,
        expected=[["to"], []],
        holds=stored == [["to"], []],
    )
