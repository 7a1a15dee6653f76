"""Count the list work that C does out of sight.

``pop(0)``, slices, ``in``, ``+`` and ``insert`` move or scan elements without a single
comparison of ours. `load_counted` compiles a source file once more with every list in it
replaced by a `MovedList`, which adds up the elements that each of these touches.

Not seen: deques, bytearrays, ``in`` on a tuple, lists made by C code (``str.split``),
``match [x, *rest]``, ``copy.copy``, ``islice`` and ``f(*items)``.
"""

import ast
from collections.abc import Callable
from typing import Any, Self, cast

from pyinterview.lab.counting import Tally, watch


class ListType(type):
    """Makes ``isinstance(x, list)`` true for every list inside rewritten code."""

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, list)


class MovedList(list[Any], metaclass=ListType):
    """A list that adds up the elements that C code moves, copies or scans for it."""

    moved = 0

    def __init__(self, items: Any = ()) -> None:
        super().__init__(items)
        MovedList.moved += len(self)

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        return MovedList(found) if isinstance(at, slice) else found

    def __setitem__(self, at: Any, value: Any) -> None:
        if isinstance(at, slice):
            MovedList.moved += behind(self, at)
        super().__setitem__(at, value)

    def __add__(self, other: Any) -> Any:
        return MovedList(super().__add__(other))

    def __radd__(self, other: Any) -> Any:
        return MovedList(other + list(self))

    def __mul__(self, times: Any) -> Any:
        return MovedList(super().__mul__(times))

    __rmul__ = __mul__

    def __iadd__(self, other: Any) -> Self:
        self.extend(other)
        return self

    def extend(self, other: Any) -> None:
        """Append each of *other*, one move an element."""
        before = len(self)
        super().extend(other)
        MovedList.moved += len(self) - before

    def copy(self) -> "MovedList":
        """Return a copy, one move an element."""
        return MovedList(self)


def behind(items: list[Any], at: Any = -1, *_: Any) -> int:
    """Return how many elements stand behind the place *at*: those that have to shift."""
    if isinstance(at, slice):
        return len(items) - at.indices(len(items))[0]
    place = int(at)
    return max(0, len(items) - place) if place >= 0 else min(len(items), -place)


def scanned(items: list[Any], *_: Any) -> int:
    """Return how many elements an operation on the whole list looks at."""
    return len(items)


def counting(name: str, cost: Callable[..., int]) -> Callable[..., Any]:
    """Return list's method *name* with its *cost* added up."""
    original = getattr(list, name)

    def method(self: MovedList, *args: Any, **named: Any) -> Any:
        MovedList.moved += cost(self, *args)
        return original(self, *args, **named)

    return method


for _name in ("pop", "insert", "__delitem__"):
    setattr(MovedList, _name, counting(_name, behind))
for _name in ("__contains__", "__eq__", "count", "index", "remove", "reverse", "sort"):
    setattr(MovedList, _name, counting(_name, scanned))


def add(left: Any, right: Any) -> Any:
    """Add, and count the elements copied where that makes a new string, bytes or tuple."""
    total = left + right
    if isinstance(total, str | bytes | tuple):
        MovedList.moved += len(total)
    return total


def add_in_place(left: Any, right: Any) -> Any:
    """``left += right`` for a plain name, counted like `add`."""
    if isinstance(left, str | bytes | tuple):
        return add(left, right)
    left += right
    return left


def get_slice(items: Any, at: slice) -> Any:
    """Slice, and count the elements copied where the result is a string, bytes or tuple."""
    found = items[at]
    if isinstance(found, str | bytes | tuple):
        MovedList.moved += len(found)
    return found


HELPERS: dict[str, Any] = {
    "list": MovedList,
    "sorted": lambda *items, **named: MovedList(sorted(*items, **named)),
    "_moved_list": MovedList,
    "_moved_add": add,
    "_moved_add_in_place": add_in_place,
    "_moved_slice": get_slice,
    "_moved_at": slice,
}


class Rewrite(ast.NodeTransformer):
    """Sends list displays, additions and slices through the counting helpers."""

    def _call(self, node: ast.AST, helper: str, *arguments: ast.expr) -> ast.expr:
        call = ast.Call(ast.Name(helper, ast.Load()), list(arguments), [])
        return cast("ast.expr", ast.copy_location(call, node))

    def visit_List(self, node: ast.List) -> ast.expr:
        """``[a, b]`` makes a counting list."""
        self.generic_visit(node)
        return self._call(node, "_moved_list", node) if isinstance(node.ctx, ast.Load) else node

    def visit_ListComp(self, node: ast.ListComp) -> ast.expr:
        """``[a for a in b]`` makes a counting list."""
        self.generic_visit(node)
        return self._call(node, "_moved_list", node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        """``a + b`` counts what it copies."""
        self.generic_visit(node)
        if not isinstance(node.op, ast.Add):
            return node
        return self._call(node, "_moved_add", node.left, node.right)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.stmt:
        """``a += b`` counts what it copies or appends."""
        self.generic_visit(node)
        if not (isinstance(node.op, ast.Add) and isinstance(node.target, ast.Name)):
            return node
        current = ast.copy_location(ast.Name(node.target.id, ast.Load()), node)
        total = self._call(node, "_moved_add_in_place", current, node.value)
        return ast.copy_location(ast.Assign([node.target], total), node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        """``a[i:j]`` counts what it copies."""
        self.generic_visit(node)
        if not (isinstance(node.slice, ast.Slice) and isinstance(node.ctx, ast.Load)):
            return node
        at, nothing = node.slice, ast.Constant(None)
        parts = (at.lower or nothing, at.upper or nothing, at.step or nothing)
        return self._call(node, "_moved_slice", node.value, self._call(node, "_moved_at", *parts))

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        """``x, *rest = items`` builds a plain list in C: make it a counting one."""
        self.generic_visit(node)
        starred = [
            part.value.id
            for target in node.targets
            for part in ast.walk(target)
            if isinstance(part, ast.Starred) and isinstance(part.value, ast.Name)
        ]
        wraps: list[ast.stmt] = []
        for name in starred:
            loaded = self._call(node, "_moved_list", ast.Name(name, ast.Load()))
            wraps.append(ast.copy_location(ast.Assign([ast.Name(name, ast.Store())], loaded), node))
        return [node, *wraps]


def load_counted(source: str, filename: str) -> dict[str, Any]:
    """Run *source* with counting lists and return its names; *filename* is for tracebacks."""
    tree = ast.fix_missing_locations(Rewrite().visit(ast.parse(source, filename)))
    names: dict[str, Any] = {**HELPERS, "__name__": "counted", "__file__": filename}
    exec(compile(tree, filename, "exec"), names)  # noqa: S102 -- running it is the purpose
    return names


def counting_twin(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return *function* again, from its own source file, on counting lists."""
    function = getattr(function, "__wrapped__", function)
    filename = function.__code__.co_filename
    with open(filename, encoding="utf-8") as file:  # noqa: PTH123 -- pathlib is slow to import
        return cast("Callable[..., Any]", load_counted(file.read(), filename)[function.__name__])


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
