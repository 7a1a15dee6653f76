"""Tell def, async def, generator and async generator apart: by syntax, and as compiled."""

from collections.abc import Callable, Sequence
from types import CodeType
from typing import Any, NamedTuple


class Found(NamedTuple):
    """A function definition in a source: where it begins, its name, and its kind."""

    line: int
    name: str
    kind: str


def classify(source: str | bytes) -> list[Found]:
    """Return the functions that a source defines, by its syntax alone: nothing is run.

    A kind is 'def', 'async def', 'generator' or 'async generator'. Lambdas are left out. The line
    is that of the first decorator, if there are any. Raises what `ast.parse` does.

    >>> [found.kind for found in classify("async def f(): (lambda: (yield))")]
    ['async def']
    """
    import ast  # noqa: PLC0415 -- slow to import, and only this reads source

    found = []
    left: list[tuple[str, ast.AST]] = [("", ast.parse(source))]
    while left:
        path, node = left.pop()
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                line = min(part.lineno for part in (node, *node.decorator_list))
                asynchronous = "async " * isinstance(node, ast.AsyncFunctionDef)
                kind = "generator" if _yields(node.body) else "def"
                found.append(Found(line, path + node.name, asynchronous + kind))
                path += f"{node.name}."
            case ast.ClassDef():
                path += f"{node.name}."
        left += [(path, child) for child in reversed([*ast.iter_child_nodes(node)])]
    return found


def _yields(body: Sequence[Any]) -> bool:
    """Whether there is a yield that belongs to a function of this body."""
    import ast  # noqa: PLC0415 -- slow to import, and only this reads source

    left = [*body]
    while left:
        node = left.pop()
        match node:
            case ast.Yield() | ast.YieldFrom():
                return True
            # The body of these is another's, but what stands around it is evaluated here.
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                left += [*node.decorator_list, node.args]
            case ast.Lambda():
                left.append(node.args)
            case ast.ClassDef():
                left += [*node.decorator_list, *node.bases, *node.keywords]
            case _:
                left += ast.iter_child_nodes(node)
    return False


def compiled_kinds(source: str | bytes) -> dict[tuple[int, str], str]:
    """Return what `inspect` says of the functions of a source, which is compiled but not run.

    The keys are line and name. What the compiler drops, such as a def under ``if False``, may be
    missing. Raises what `compile` does.

    >>> compiled_kinds("async def f(): ...")[1, "f"]
    'async def'
    """
    import inspect  # noqa: PLC0415 -- slow to import, and only the demo needs it
    from types import CellType, FunctionType  # noqa: PLC0415 -- needed here alone

    tests: dict[str, Callable[[object], bool]] = {
        "async generator": inspect.isasyncgenfunction,
        "async def": inspect.iscoroutinefunction,
        "generator": inspect.isgeneratorfunction,
        "def": inspect.isfunction,
    }
    kinds = {}
    left = [compile(source, "<source>", "exec")]
    while left:
        code = left.pop()
        left += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
        cells = tuple(CellType() for _ in code.co_freevars)
        function = FunctionType(code, {}, closure=cells)  # made, never called
        kind = next(kind for kind, test in tests.items() if test(function))
        kinds[code.co_firstlineno, code.co_name] = kind
    return kinds
