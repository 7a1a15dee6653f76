"""Count the list work that C does out of sight.

``pop(0)``, slices, ``in``, ``+``, ``insert`` and ``sum(items)`` move or scan elements without a
single instruction of ours. `load_counted` compiles a source file once more with every list in it
replaced by a `MovedList`, which adds up the elements that each of these touches.

Not seen: C code that reads or fills anything but such a list (deques, bytearrays, ``range``,
``in`` on a tuple or a string, lists from ``str.split``), and lists of other files.
"""

import ast
import sys
from abc import ABCMeta
from collections.abc import Callable, Iterator
from functools import reduce
from types import ModuleType
from typing import Any, Self, SupportsIndex, cast

from pyinterview.lab.counting import Counted, CountedInt, Tally, places, watch, written


class ListType(ABCMeta):
    """Makes ``isinstance(x, list)`` true for every list inside rewritten code."""

    def __instancecheck__(cls, instance: object) -> bool:
        return (
            isinstance(instance, list) if cls is MovedList else super().__instancecheck__(instance)
        )


class MovedList(list[Any], metaclass=ListType):
    """A list that adds up the elements that C code moves, copies or scans for it."""

    moved = 0

    def __init__(self, items: Any = ()) -> None:
        super().__init__(loop(items))
        MovedList.moved += len(self)

    # A loop written in Python is rewritten to go past this method: who comes here is C code.
    def __iter__(self) -> Iterator[Any]:
        return handed(super().__iter__())

    def __reversed__(self) -> Iterator[Any]:
        return handed(super().__reversed__())

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        return MovedList(found) if isinstance(at, slice) else found

    def __setitem__(self, at: Any, value: Any) -> None:
        before = len(self)
        super().__setitem__(at, value)
        if isinstance(at, slice):
            MovedList.moved += written(places(before, at), before, len(self))

    # What operators make is counted where they stand; this one is for C code such as sum.
    def __add__(self, other: Any) -> Any:
        return MovedList(super().__add__(other))

    def __iadd__(self, other: Any) -> Self:
        self.extend(other)
        return self

    def __imul__(self, times: SupportsIndex) -> Self:
        before = len(self)
        super().__imul__(times)
        MovedList.moved += max(0, len(self) - before)
        return self

    def __contains__(self, value: object) -> bool:
        found = super().__contains__(value)
        MovedList.moved += super().index(value) + 1 if found else len(self)
        return found

    def index(self, value: Any, start: Any = 0, stop: Any = sys.maxsize) -> int:
        """Find *value*, at one scanned element a look."""
        looks = range(len(self))[start:stop]
        MovedList.moved += len(looks)
        place = super().index(value, start, stop)  # a ValueError has looked at all of them
        MovedList.moved -= looks.stop - place - 1
        return place

    def extend(self, other: Any) -> None:
        """Append each of *other*, one move an element."""
        before = len(self)
        super().extend([*loop(other)] if other is self else loop(other))  # its own end moves
        MovedList.moved += len(self) - before

    def copy(self) -> "MovedList":
        """Return a copy, one move an element."""
        return MovedList(self)

    def sort(self, *, key: Callable[[Any], Any] | None = None, reverse: bool = False) -> None:
        """Sort, one move an element; a comparison that no counted item sees counts as well."""
        tally = Tally()

        def seen(item: Any) -> Any:
            found = item if key is None else key(item)
            return found if isinstance(found, Counted | CountedInt) else Counted(found, tally)

        size = len(self)
        super().sort(key=seen, reverse=reverse)
        MovedList.moved += size + tally.comparisons


def handed(items: Iterator[Any]) -> Iterator[Any]:
    """Yield *items*, and count each that is asked for."""
    for item in items:
        MovedList.moved += 1
        yield item


def behind(items: list[Any], at: Any = -1, *_: Any) -> int:
    """Return how many elements stand at the place *at* and behind it: those that may shift."""
    if isinstance(at, slice):
        gone = places(len(items), at)
        return len(items) - min(gone[0], gone[-1]) if gone else 0
    return len(items) - slice(at, None).indices(len(items))[0]


def scanned(items: list[Any], *_: Any) -> int:
    """Return how many elements an operation on the whole list looks at."""
    return len(items)


def compared(items: list[Any], other: Any) -> int:
    """Return how many elements a comparison of two lists looks at, at most."""
    return min(len(items), len(other)) if isinstance(other, list) else 0


def counting(name: str, cost: Callable[..., int]) -> Callable[..., Any]:
    """Return list's method *name* with its *cost* added up."""
    original = getattr(list, name)

    def method(self: MovedList, *args: Any) -> Any:
        MovedList.moved += cost(self, *args)
        return original(self, *args)

    return method


for _cost, _names in {
    behind: ("pop", "insert", "__delitem__"),
    scanned: ("count", "remove", "reverse"),
    compared: ("__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"),
}.items():
    for _name in _names:
        setattr(MovedList, _name, counting(_name, _cost))


def loop(items: Any) -> Any:
    """Return what a loop written in Python reads: its work is no work of C's."""
    return list.__iter__(items) if type(items) is MovedList else items


def made(result: Any) -> Any:
    """Count the elements of a string, tuple, list, set or dictionary that C has just made."""
    if type(result) is list:
        return MovedList(result)
    if isinstance(result, str | bytes | tuple | set | frozenset | dict):
        MovedList.moved += len(result)
    return result


def remade(result: Any) -> None:
    """Count the elements after ``+=`` where that makes a new object, and does not extend one."""
    if isinstance(result, str | bytes | tuple):
        MovedList.moved += len(result)


def ordered(items: Any, /, **how: Any) -> MovedList:
    """Return *items* sorted, as a counting list."""
    result = MovedList(items)
    result.sort(**how)
    return result


HELPERS: dict[str, Any] = {
    "list": MovedList,
    "sorted": ordered,
    "_moved_list": MovedList,
    "_moved_loop": loop,
    "_moved_made": made,
    "_moved_remade": remade,
}


class Rewrite(ast.NodeTransformer):
    """Sends lists, loops and what operators and slices make through the counting helpers."""

    def visit_List(self, node: ast.List) -> ast.AST:
        """``[a, b]`` makes a counting list."""
        self.generic_visit(node)
        return through("_moved_list", node) if isinstance(node.ctx, ast.Load) else node

    def visit_ListComp(self, node: ast.ListComp) -> ast.AST:
        """``[a for a in b]`` makes a counting list."""
        self.generic_visit(node)
        return through("_moved_list", node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """``a + b``, ``a * 2``, ``a | b`` count what they make."""
        self.generic_visit(node)
        return through("_moved_made", node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.AST:
        """``a[i:j]`` counts what it copies."""
        self.generic_visit(node)
        copies = isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load)
        return through("_moved_made", node) if copies else node

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        """``a += b`` counts what it makes anew."""
        counts = then("_moved_remade({0})", node.target)
        self.generic_visit(node)
        return [node, *counts]

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        """``a, *rest = b`` makes a plain list in C: make it a counting one."""
        counts = then(REST, *starred(*node.targets))
        self.generic_visit(node)
        return [node, *counts]

    def visit_For(self, node: ast.For) -> ast.For:
        """``for a in b`` is Python's work, not C's."""
        counts = then(REST, *starred(node.target))
        self.visit_comprehension(node)
        node.body[:0] = counts
        return node

    def visit_comprehension(self, node: Any) -> Any:
        """``for a in b``, inside brackets too."""
        self.generic_visit(node)
        node.iter = through("_moved_loop", node.iter)
        return node

    def visit_match_case(self, node: ast.match_case) -> ast.match_case:
        """``case [a, *rest]`` makes a plain list in C."""
        stars = (part for part in ast.walk(node.pattern) if isinstance(part, ast.MatchStar))
        counts = then(REST, *(ast.Name(star.name, ast.Load()) for star in stars if star.name))
        self.generic_visit(node)
        node.body[:0] = counts
        return node

    def visit_MatchValue(self, node: ast.MatchValue) -> ast.MatchValue:
        """``case 1 + 2j`` is a value and no sum."""
        return node


REST = "{0} = _moved_list({0})"
PLAIN = (ast.Name, ast.Attribute, ast.Subscript, ast.Constant, ast.expr_context)


def through(helper: str, node: ast.expr) -> ast.expr:
    """Return the call of *helper* on what *node* stands for."""
    return ast.copy_location(ast.Call(ast.Name(helper, ast.Load()), [node], []), node)


def starred(*targets: ast.expr) -> Iterator[ast.expr]:
    """Yield each ``rest`` that is assigned as ``*rest`` anywhere in *targets*."""
    for part in (part for target in targets for part in ast.walk(target)):
        if isinstance(part, ast.Starred) and isinstance(part.ctx, ast.Store):
            yield part.value


def then(text: str, *targets: ast.expr) -> list[ast.stmt]:
    """Return the statement *text* for each of *targets* that can be evaluated once more."""
    again = [each for each in targets if all(isinstance(part, PLAIN) for part in ast.walk(each))]
    return ast.parse("\n".join(text.format(ast.unparse(target)) for target in again)).body


def load_counted(source: str, filename: str, package: str = "") -> dict[str, Any]:
    """Run *source* with counting lists and return its names.

    *filename* is for tracebacks, *package* for relative imports.
    """
    tree = ast.fix_missing_locations(Rewrite().visit(ast.parse(source, filename)))
    module = sys.modules[f"counted {filename}"] = ModuleType(f"counted {filename}")
    module.__dict__.update(HELPERS, __file__=filename, __package__=package)
    exec(compile(tree, filename, "exec"), module.__dict__)  # noqa: S102 -- running it is the purpose
    return module.__dict__


def counting_twin(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return *function* again, from its own source file, on counting lists."""
    inner: Any = function
    while hasattr(inner, "__wrapped__"):
        inner = inner.__wrapped__
    filename = inner.__code__.co_filename
    with open(filename, encoding="utf-8") as file:  # noqa: PTH123 -- pathlib is slow to import
        source = file.read()
    package = getattr(sys.modules.get(function.__module__), "__package__", None) or ""
    name, *parts = function.__qualname__.split(".")
    return cast(
        "Callable[..., Any]", reduce(getattr, parts, load_counted(source, filename, package)[name])
    )


def moved_elements(twin: Callable[..., Any], *arguments: Any) -> int:
    """Return how many elements C code moved, copied or scanned while *twin* ran.

    *twin* comes from `counting_twin` or `load_counted`; items are counted ones, so that a
    comparison made inside C is not mistaken for list work.
    """
    tally = Tally()
    watched = [watch(argument, tally) for argument in arguments]
    watched = [MovedList(item) if isinstance(item, list) else item for item in watched]
    MovedList.moved = 0
    twin(*watched)
    return MovedList.moved
