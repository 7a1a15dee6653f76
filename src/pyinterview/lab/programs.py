"""Little programs that a reader may bring, for the orders in which their steps can run."""

import ast
import operator
import warnings
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

from pyinterview.lab.evidence import BadInput, cropped

Names: TypeAlias = dict[str, int]

LONGEST = 300  # characters
LARGEST = 10**12


class Assignment:
    """One step: it gives a name a value, which it reads and sets as `read_program` says."""

    def __init__(self, option: str, text: str, target: str, value: Callable[[Names], int]) -> None:
        self.option, self.text, self.target, self.value = option, text, target, value

    def __call__(self, shared: Names, own: Names) -> None:
        """Set the target among the shared names if it is one of them, else among the own."""
        value = self.value(own | shared)
        if abs(value) > LARGEST:
            raise BadInput(f"--{self.option}: {self.text!r} goes beyond {LARGEST:,}")
        (shared if self.target in shared else own)[self.target] = value


Blocks: TypeAlias = list[list[Assignment]]


def read_program(
    option: str, text: str, shared: Iterable[str] = (), example: str = "t = x; x = t + 1"
) -> Blocks:
    """Read a program of assignments: its steps in blocks, each of which ends where it awaits.

    Only arithmetic (+ - *) over names and whole numbers is known, and nothing is run as Python. A
    step takes two dictionaries: the values of the names that are *shared*, and those of all other
    names, which are the program's own. Raises `BadInput` with one sentence that names the *option*
    for anything else, such as a name that has no value yet.

    >>> (read, write), = read_program("left", "t = x; x = t + 1", ["x"])
    >>> shared, own = {"x": 1}, {}
    >>> read(shared, own); write(shared, own); shared, own, write.text
    ({'x': 2}, {'t': 1}, 'x = t + 1')
    >>> [len(block) for block in read_program("left", "t = x; await io; x = t + 1", ["x"])]
    [1, 1]
    """
    known = set(shared)
    blocks: Blocks = [[]]
    for statement, said in _statements(option, text, example):
        match statement:
            case ast.Expr(ast.Await()):  # for what does not matter
                blocks.append([])
                continue
            case ast.AugAssign():
                raise BadInput(
                    f"--{option}: {cropped(said)!r} does not say how many steps it is; "
                    'write "x = x + 1" for one, "t = x; x = t + 1" for two'
                )
            case ast.Assign([ast.Name(target)], expression) if value := _value(expression):
                names = [node.id for node in ast.walk(expression) if isinstance(node, ast.Name)]
            case _:
                raise BadInput(
                    f"--{option}: {cropped(said)!r} is no assignment of arithmetic (+ - *) over "
                    "names and whole numbers"
                )
        for name in names:
            if name not in known:
                raise BadInput(
                    f"--{option}: {cropped(name)!r} is read before it has a value; "
                    "give it one, in --start if both share it"
                )
        known.add(target)
        blocks[-1].append(Assignment(option, said, target, value))
    if not any(blocks):
        raise BadInput(f'--{option}: {cropped(repr(text))} has no step; write "{example}"')
    return blocks


def _statements(option: str, text: str, example: str) -> Iterator[tuple[ast.stmt, str]]:
    """Yield the statements of a program, each with its own text."""
    shown, text = cropped(repr(text)), text.strip()
    if len(text) > LONGEST:
        raise BadInput(f"--{option}: {shown} is longer than {LONGEST} characters")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `0and 1` is refused anyway
            statements = ast.parse(text).body
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        raise BadInput(f'--{option}: {shown} is no program; write "{example}"') from None
    for statement in statements:
        yield statement, " ".join((ast.get_source_segment(text, statement) or "").split())


def _value(node: ast.expr) -> Callable[[Names], int] | None:
    """Return a function from the names' values to the expression's, None if it is no arithmetic."""
    known: dict[type, Callable[..., int]] = {
        ast.Add: operator.add,
        ast.Sub: operator.sub,
        ast.Mult: operator.mul,
        ast.UAdd: operator.pos,
        ast.USub: operator.neg,
    }
    match node:
        case ast.Constant(int(number)) if not isinstance(number, bool):
            return lambda _: number
        case ast.Name(name):
            return operator.itemgetter(name)
        case ast.UnaryOp(sign, inner):
            operands, apply = [_value(inner)], known.get(type(sign))
        case ast.BinOp(a, sign, b):
            operands, apply = [_value(a), _value(b)], known.get(type(sign))
        case _:
            return None
    values = [operand for operand in operands if operand]
    if not apply or len(values) < len(operands):
        return None
    return lambda names: apply(*(value(names) for value in values))
