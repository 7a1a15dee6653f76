"""Which special methods Python asks to work out an expression, and in which order.

An expression of a few types is read with `parsed`. A `Recorder` then lets Python's own operators
work on values that note which of their methods are called; a `Book` goes by the rules of the
language reference, by hand. Both should note the same.
"""

import ast
import operator
import warnings
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Operator(NamedTuple):
    """What computes it, and the methods that Python asks: the left one's, the right one's."""

    function: Callable[[Any, Any], Any]
    method: str
    mirrored: str


ARITHMETIC: dict[type, Operator] = {
    ast.Add: Operator(operator.add, "__add__", "__radd__"),
    ast.Sub: Operator(operator.sub, "__sub__", "__rsub__"),
    ast.Mult: Operator(operator.mul, "__mul__", "__rmul__"),
    ast.Div: Operator(operator.truediv, "__truediv__", "__rtruediv__"),
}
COMPARISONS: dict[type, Operator] = {
    ast.Eq: Operator(operator.eq, "__eq__", "__eq__"),
    ast.NotEq: Operator(operator.ne, "__ne__", "__ne__"),
    ast.Lt: Operator(operator.lt, "__lt__", "__gt__"),
    ast.LtE: Operator(operator.le, "__le__", "__ge__"),
    ast.Gt: Operator(operator.gt, "__gt__", "__lt__"),
    ast.GtE: Operator(operator.ge, "__ge__", "__le__"),
}
EVERY = (*ARITHMETIC.values(), *COMPARISONS.values())
METHODS = frozenset(name for each in EVERY for name in each[1:])

Asked = list[tuple[str, str]]


class Calculator(ABC):
    """What works out an expression, and lists each method it asks with what came back.

    *kinds* gives each type that an expression may name the arguments that make a value again.
    """

    def __init__(self, kinds: Mapping[type, Callable[[Any], tuple[Any, ...]]]) -> None:
        self.asked: Asked = []
        self.again = {int: plain, float: plain} | dict(kinds)
        self.kinds: dict[type, type] = {kind: kind for kind in self.again}

    def make(self, kind: str, *arguments: Any) -> Any:
        """Return a new value of the type with the name *kind*."""
        return next(own for own in self.kinds.values() if own.__name__ == kind)(*arguments)

    @abstractmethod
    def apply(self, sign: Operator, left: Any, right: Any) -> Any:
        """Return what an operator makes of two values."""

    @abstractmethod
    def sum(self, items: list[Any], start: Any) -> Any:
        """Return the sum of some values."""

    def note(self, kind: type, name: str, *operands: Any) -> Any:
        """Call the method *name* of *kind*, and list what comes of it."""
        try:
            result = getattr(kind, name)(*operands)
        except Exception as error:
            self.asked.append((f"{kind.__name__}.{name}", f"raises {type(error).__name__}"))
            raise
        self.asked.append((f"{kind.__name__}.{name}", repr(result)))
        return result


class Recorder(Calculator):
    """Python's own operators, on values of subclasses that note which methods are called.

    >>> recorder = Recorder({})
    >>> recorder.make("int", 3) + recorder.make("float", 0.5), recorder.asked
    (3.5, [('int.__add__', 'NotImplemented'), ('float.__radd__', '3.5')])
    """

    def __init__(self, kinds: Mapping[type, Callable[[Any], tuple[Any, ...]]]) -> None:
        super().__init__(kinds)
        self.bases: dict[type, type] = {}
        for kind in self.again:
            methods = {name: self.noting(kind, name) for name in METHODS if hasattr(kind, name)}
            own = {"__slots__": (), "__hash__": kind.__hash__}
            self.kinds[kind] = type(kind.__name__, (kind,), methods | own)
            self.bases[self.kinds[kind]] = kind

    def noting(self, kind: type, name: str) -> Callable[[Any, Any], Any]:
        """Return a method that does what that of *kind* does, and notes it.

        The original sees plain values, so that it cannot tell, and what it calls is not noted.
        """

        def method(one: Any, other: Any) -> Any:
            operands = [self.converted(value, self.bases) for value in (one, other)]
            return self.converted(self.note(kind, name, *operands), self.kinds)

        return method

    def converted(self, value: Any, kinds: Mapping[type, type]) -> Any:
        """Return *value* as one of the class that *kinds* gives for its own, if any."""
        kind = kinds.get(type(value))
        if kind is None:
            return value
        return kind(*self.again[self.bases.get(type(value), type(value))](value))

    def apply(self, sign: Operator, left: Any, right: Any) -> Any:
        """Let Python do it."""
        return sign.function(left, right)

    def sum(self, items: list[Any], start: Any) -> Any:
        """Let the built-in do it."""
        return sum(items, start)


class Book(Calculator):
    """The rules of the language reference, for operands of which no class derives from another.

    >>> book = Book({})
    >>> book.apply(ARITHMETIC[ast.Add], 3, 0.5), book.asked
    (3.5, [('int.__add__', 'NotImplemented'), ('float.__radd__', '3.5')])
    """

    def apply(self, sign: Operator, left: Any, right: Any) -> Any:
        """Ask the left operand, then the right one; ``TypeError`` if neither has an answer."""
        tries = [(left, sign.method, right), (right, sign.mirrored, left)]
        if type(left) is type(right) and sign in ARITHMETIC.values():
            tries.pop()  # it would say the same
        for one, name, other in tries:
            if hasattr(type(one), name):
                result = self.note(type(one), name, one, other)
                if result is not NotImplemented:
                    return result
        if sign.method in ("__eq__", "__ne__"):
            return (left is right) == (sign.method == "__eq__")
        raise TypeError(f"neither {type(left).__name__} nor {type(right).__name__} knows")

    def sum(self, items: list[Any], start: Any) -> Any:
        """Add one item after the other."""
        for item in items:
            start = self.apply(ARITHMETIC[ast.Add], start, item)
        return start


def plain(value: Any) -> tuple[Any]:
    """The arguments that make a number again."""
    return (value,)


def parsed(text: str, names: tuple[str, ...]) -> ast.expr:
    """Read an expression; ``ValueError`` if it holds anything but what `worked_out` knows.

    That is calls of *names* on numbers and texts, numbers, ``sum`` of a list, ``+ - * /`` and,
    around all, one comparison.

    >>> parsed("__import__('os')", ("Decimal",))
    Traceback (most recent call last):
    ValueError: Call may not stand there
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(text.strip(), mode="eval").body
        check(tree, names)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ValueError(f"no expression: {type(error).__name__}") from None
    return tree


def check(node: ast.expr, names: tuple[str, ...], *, whole: bool = True) -> None:
    """Raise ``ValueError`` at the first part of an expression that may not stand there."""
    parts: list[ast.expr] = []
    match node:
        case ast.Constant(value=number) if type(number) in (int, float):
            pass
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=number)) if type(number) in (
            int,
            float,
        ):
            pass
        case ast.BinOp(op=sign) if type(sign) in ARITHMETIC:
            parts = [node.left, node.right]
        case ast.Compare(ops=[sign], comparators=[right]) if whole and type(sign) in COMPARISONS:
            parts = [node.left, right]
        case ast.Call(
            func=ast.Name(id="sum"), args=[ast.List(elts=items), *start], keywords=[]
        ) if len(start) < 2:
            parts = [*items, *start]
        case ast.Call(func=ast.Name(id=name), keywords=[]) if name in names:
            parts = [each for each in node.args if not is_text(each)]
        case _:
            raise ValueError(f"{type(node).__name__} may not stand there")
    for part in parts:
        check(part, names, whole=False)


def is_text(node: ast.expr) -> bool:
    """Tell whether a node is a text in quotes."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def worked_out(node: Any, calculator: Calculator) -> Any:
    """Return what *calculator* makes of an expression that was `parsed`."""

    def values(parts: list[ast.expr]) -> list[Any]:
        return [worked_out(part, calculator) for part in parts]

    match node:
        case ast.Constant(value=number):
            name = type(number).__name__
            return number if name == "str" else calculator.make(name, number)
        case ast.UnaryOp():
            number = ast.literal_eval(node)
            return calculator.make(type(number).__name__, number)
        case ast.BinOp(op=sign):
            return calculator.apply(ARITHMETIC[type(sign)], *values([node.left, node.right]))
        case ast.Compare(ops=[sign], comparators=[right]):
            return calculator.apply(COMPARISONS[type(sign)], *values([node.left, right]))
        case ast.Call(func=ast.Name(id="sum"), args=[ast.List(elts=items), *start]):
            begin = values(start) or [calculator.make("int", 0)]  # as the built-in does
            return calculator.sum(values(items), *begin)
    return calculator.make(node.func.id, *values(node.args))
