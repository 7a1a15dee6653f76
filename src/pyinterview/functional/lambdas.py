"""Lambda functions.

Q29. What is a lambda function in Python?

## In one breath

A lambda is a function written as an expression: `lambda x: x + 1`. Its body is one expression,
whose value it returns. It gives the same type, the same bytecode and the same closures as a
`def`; only the name is missing, so a traceback says `<lambda>`. Use it for a short `key=` or
callback, and name anything longer. It keeps variables, not values: in a loop all see the last.

## Pitfalls

- *It is faster than a def.* The bytecode is identical. What is faster is no Python function at
  all: `operator.itemgetter(1)` is written in C.
- *It takes one argument.* It takes every kind of parameter, with defaults; not annotations.
- *`[lambda: i for i in range(3)]` gives 0, 1, 2.* All three look into one cell when they are
  called, and find 2. A default, `lambda i=i: i`, or a factory keeps the value.
- *`half = lambda x: x / 2`.* Then there is a name, and the function does not know it: PEP 8 says
  `def`.

## Asked next

- *Why only one expression?* Statements go by lines and indentation, which have no place inside
  an expression. Conditional, comprehension, `:=` in parentheses and even `yield` do.
- *Default or factory, for the loop?* A default is one more parameter that a caller may overwrite;
  a factory makes a cell for each function. `functools.partial` does it as well.
- *Why does a process pool refuse a lambda?* pickle sends a function by its name.
- *What are lambdas good at together?* `compose(f, g)` calls f on the result of g.

## Sources

- https://docs.python.org/3/reference/expressions.html#lambda
- https://docs.python.org/3/faq/programming.html (lambdas defined in a loop)
- https://peps.python.org/pep-0008/#programming-recommendations
"""

from collections.abc import Callable, Iterator
from itertools import zip_longest
from types import CodeType
from typing import Any

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table

__all__ = ["compose"]

LONGEST = 500  # characters of a reader's lambda, for they may nest
FIELDS = (
    *("name", "qualname", "code", "consts", "names", "varnames", "freevars", "cellvars"),
    *("argcount", "posonlyargcount", "kwonlyargcount", "flags", "stacksize", "exceptiontable"),
)
CO_GENERATOR = 0x20  # as in inspect, which is slow to import

# One of each kind of statement; what this version of Python does not know is left out.
STATEMENTS = (
    "return 1",
    "x = 1",
    "x += 1",
    "x: int = 1",
    "type X = int",
    "del x",
    "pass",
    "break",
    "continue",
    "raise ValueError",
    "assert x",
    "import os",
    "from os import path",
    "global x",
    "nonlocal x",
    "if x: y",
    "while x: y",
    "for x in y: z",
    "with x: y",
    "try: x\nfinally: y",
    "try: x\nexcept* E: y",
    "match x:\n case _: y",
    "def f(): x",
    "class C: x",
    "async def f(): x",
    "async for x in y: z",
    "async with x: y",
)


def compose(*functions: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that calls *functions* from the last to the first, each on one result.

    As in mathematics, ``compose(f, g)(x)`` is ``f(g(x))``. The last one takes any arguments;
    ``compose()`` returns its one argument. Raises ``TypeError`` at once for what is not callable.
    Calling takes one frame more, however many functions there are.

    >>> compose(str, abs, int)("-12", base=3), compose()(5)
    ('5', 5)
    """
    for function in functions:
        if not callable(function):
            raise TypeError(f"compose takes functions, not {function!r:.60}")
    first, *later = reversed(functions or (_identity,))

    def composed(*args: Any, **kwargs: Any) -> Any:
        result = first(*args, **kwargs)
        for function in later:
            result = function(result)
        return result

    names = [str(getattr(each, "__name__", type(each).__name__)) for each in functions[:20]]
    more = " and others" * (len(functions) > len(names))
    composed.__doc__ = f"Apply {' after '.join(names) or 'nothing'}{more}."
    return composed


def _identity(value: Any, /) -> Any:
    return value


def demo_lambda_vs_def(source: str = "lambda x: x + 1") -> Demo:
    """Compile a lambda beside the def that says the same, and compare all that is in the code.

    The lambda is compiled, never called, and its defaults are not evaluated.
    """
    shown, anonymous, named = _compiled(source)
    yield f"{shown:.200}"
    yield Table(
        "Bytecode",
        ("lambda", "def"),
        list(zip_longest(_instructions(anonymous), _instructions(named), fillvalue=""))[:20],
    )
    different = [name for name in FIELDS if _inside(anonymous, name) != _inside(named, name)]
    tail = len(named.co_code) - len(anonymous.co_code)
    if anonymous.co_flags & CO_GENERATOR and tail:  # pragma: no cover -- from Python 3.12 on
        came: object = f"your lambda yields: its def alone has {tail} bytes more, for PEP 479"
        same = None
    else:
        came, same = different, different == ["name", "qualname"]
    yield Claim(
        f"of {len(FIELDS)} fields of the two code objects these differ",
        measured=came,
        expected=["name", "qualname"],
        holds=same,
    )
    yield from _loops(3)
    yield from _statements()
    yield from _tracebacks()
    yield from _compositions()


def _compiled(source: str) -> tuple[str, CodeType, CodeType]:
    """Return the lambda in *source* as text, its code, and the code of the def that equals it."""
    import ast  # noqa: PLC0415 -- slow to import, and only the demo reads source
    import warnings  # noqa: PLC0415 -- only the demo reads source

    if len(source) > LONGEST:
        raise BadInput(
            f"--source: {source!r:.40}... is too long: {LONGEST:,} characters are the most"
        )
    try:
        with warnings.catch_warnings(action="ignore"):
            tree = ast.parse(source.strip(), mode="eval")
            if not isinstance(tree.body, ast.Lambda):
                raise SyntaxError("it is another expression")  # noqa: TRY004, TRY301 -- as Python's
            compile(tree, "<lambda>", "eval")
            shown = ast.unparse(tree)
            parameters = tree.body.args
            # The defaults are the function's, not its code's: whatever they are, they may be None.
            none = ast.Constant(None)
            parameters.defaults = [none for _ in parameters.defaults]
            parameters.kw_defaults = [none for _ in parameters.kw_defaults]
            module = ast.parse("def named(): return")
            for node in ast.walk(module):
                if isinstance(node, ast.FunctionDef):
                    node.args, node.body = parameters, [ast.Return(tree.body.body)]
            ast.fix_missing_locations(tree)
            ast.fix_missing_locations(module)
            anonymous = _only_code(compile(tree, "<lambda>", "eval"))
            return shown, anonymous, _only_code(compile(module, "<def>", "exec"))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else "Python cannot read it"
        raise BadInput(
            f"--source: {source!r:.60} is no lambda such as lambda x: x + 1: {reason}"
        ) from None


def _only_code(code: CodeType) -> CodeType:
    """Return the code of the function that *code* makes."""
    return next(value for value in code.co_consts if isinstance(value, CodeType))


def _inside(code: CodeType, field: str) -> object:
    """Return a field of *code*, with the code of inner functions taken apart likewise."""

    def plain(value: object) -> object:
        if isinstance(value, tuple):
            return tuple(map(plain, value))
        if isinstance(value, CodeType):
            return tuple(_inside(value, name) for name in FIELDS if name != "qualname")
        return repr(value)  # tells 0 from 0.0 and from False

    return plain(getattr(code, f"co_{field}"))


def _instructions(code: CodeType) -> Iterator[str]:
    import dis  # noqa: PLC0415 -- slow to import, and only the demo disassembles

    for step in dis.get_instructions(code):
        argument = "code" if isinstance(step.argval, CodeType) else step.argrepr
        yield f"{step.opname} {argument}".rstrip()


def _in_a_loop(count: int) -> list[Callable[[], int]]:
    return [lambda: i for i in range(count)]  # noqa: B023 -- this is the trap


def _by_default(count: int) -> list[Callable[[], int]]:
    return [lambda i=i: i for i in range(count)]  # type: ignore[misc] # mypy cannot infer it


def _by_factory(count: int) -> list[Callable[[], int]]:
    def keep(value: int) -> Callable[[], int]:
        return lambda: value

    return [keep(i) for i in range(count)]


def _loops(count: int) -> Demo:
    rows = []
    for way, make in (
        ("lambda: i", _in_a_loop),
        ("lambda i=i: i", _by_default),
        ("a factory", _by_factory),
    ):
        functions = make(count)
        cells = {id(cell) for function in functions for cell in function.__closure__ or ()}
        defaults = sum(len(function.__defaults__ or ()) for function in functions)
        rows.append((way, len(cells), defaults, str([function() for function in functions])))
    yield Table(
        f"{count} functions made in a loop over i", ("way", "cells", "defaults", "results"), rows
    )
    trap, *kept = [row[1:] for row in rows]
    last, each = str([count - 1] * count), str(list(range(count)))
    yield Claim(
        "the lambdas of a loop share one cell, and find in it the last value",
        measured=_counted(trap),
        expected=_counted((1, 0, last)),
        holds=trap == (1, 0, last),
    )
    wanted = [(0, count, each), (count, 0, each)]
    yield Claim(
        "a default keeps each value without a cell, a factory in a cell for each function",
        measured="; ".join(map(_counted, kept)),
        expected="; ".join(map(_counted, wanted)),
        holds=kept == wanted,
    )


def _counted(row: tuple[int, int, str]) -> str:
    return "cells {}, defaults {}, results {}".format(*row)


def _statements() -> Demo:
    import ast  # noqa: PLC0415 -- slow to import, and only the demo reads source

    kinds, refused = [], []
    for text in STATEMENTS:
        try:
            kind = type(ast.parse(text).body[0]).__name__
        except SyntaxError:
            continue  # this Python has no such statement
        kinds.append(kind)
        if not _fits(text):
            refused.append(kind)
    yield f"Not behind the colon of a lambda: {', '.join(refused)}."
    instead = [
        ("x = 1", "(x := 1)"),
        ("if x: y", "y if x else None"),
        ("for x in y: z", "[z for x in y]"),
        ("def f(): x", "lambda: x"),
    ]
    yield Table(
        "Expressions that do a statement's work",
        ("statement", "fits", "expression", "fits"),
        [(left, _fits(left), right, _fits(right)) for left, right in instead],
    )
    yield Claim(
        "no kind of statement can be written in a lambda: kinds that are a SyntaxError",
        measured=len(refused),
        expected=len(kinds),
        holds=refused == kinds,
    )


def _fits(text: str) -> bool:
    """Whether *text* can be the body of a lambda."""
    try:
        compile(f"(lambda: {text})", "<lambda>", "eval")
    except SyntaxError:
        return False
    return True


def _tracebacks() -> Demo:
    from traceback import extract_tb  # noqa: PLC0415 -- slow to import, and only the demo fails

    assigned = lambda x: 1 / x  # noqa: E731 -- what PEP 8 advises against, and why

    def defined(x: float) -> float:
        return 1 / x

    names = []
    for function in (assigned, defined):
        try:
            function(0)
        except ZeroDivisionError as error:
            names.append(extract_tb(error.__traceback__)[-1].name)
    yield Claim(
        "a traceback names a def; of a lambda it says no more, even if a variable has its name",
        measured=names,
        expected=["<lambda>", "defined"],
        holds=names == ["<lambda>", "defined"],
    )


def _compositions() -> Demo:
    def f(x: int) -> int:
        return x + 1

    def g(x: int) -> int:
        return 10 * x

    came, wanted = compose(f, g)(5), f(g(5))
    yield Claim(
        "compose(f, g)(5) is f(g(5)), with f = lambda x: x + 1 and g = lambda x: 10 * x",
        measured=came,
        expected=wanted,
        holds=came == wanted,
    )
    try:
        many: object = compose(*[f] * 10_000)(0)
    except RecursionError:
        many = "RecursionError"
    yield Claim(
        "10,000 composed functions are called one after the other, none inside another",
        measured=many,
        expected=10_000,
        holds=many == 10_000,
    )
