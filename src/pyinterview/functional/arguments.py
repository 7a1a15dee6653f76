"""*args and **kwargs.

Q30. What are *args and **kwargs?

## In one breath

In a definition, `*args` collects surplus positional arguments into a tuple and `**kwargs` surplus
keyword arguments into a new dict; in a call the stars do the reverse and unpack. The names are
convention, the stars are the syntax. Parameters come in one order: positional-only, `/`, ordinary,
`*args` or a bare `*`, keyword-only, `**kwargs`. Wrappers use both to pass on whatever they get.

## Pitfalls

- *args is a list.* It is a tuple, and kwargs a dict made for this call: changing it never reaches
  the caller's dict. The values inside are the caller's own objects.
- *In `def f(*args, x)`, x is the last positional argument.* It is keyword-only, and required.
- *A name can be given only once.* `def f(a, /, **kwargs)` takes `f(1, a=2)`: a positional-only
  name is free again, and lands in kwargs.
- *Arguments are evaluated from left to right.* In `f(x(), k=y(), *[z()])` z runs before y.
- *Take **kwargs to be flexible.* It swallows the caller's typos: reject what is unknown.

## Asked next

- *Why keyword-only parameters?* Calls stay readable, and parameters may be reordered or added
  without breaking a caller.
- *How are they annotated?* `*args: int` says that each one is an int. For the keywords there is
  `**kwargs: Unpack[SomeTypedDict]`, for wrappers `ParamSpec`.
- *Must keys of kwargs be identifiers?* Strings, no more: `f(**{"not a name": 1})` is accepted.
- *Does `inspect.signature(f).bind` tell the same?* Nearly: with `def f(a, /, **kwargs)` Python
  3.13.0 binds `f(a=1)`, which the call refuses. It also looks through a wrapper to `__wrapped__`.
- *What does it cost?* Each call makes a dict, and a tuple unless that is empty.

## Sources

- https://docs.python.org/3/reference/expressions.html#calls
- https://docs.python.org/3/reference/compound_stmts.html#function-definitions
- PEP 3102 (keyword-only), PEP 448 (unpacking), PEP 570 (positional-only), PEP 692 (`Unpack`)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from random import Random
from types import CodeType, FunctionType
from typing import Any, NamedTuple

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table

__all__ = ["bind"]

CO_VARARGS, CO_VARKEYWORDS = 0x04, 0x08  # as in inspect, which is slow to import
LONGEST = 1_000  # characters of a reader's signature or call
PAIRS = 1_000
NAMES = {"__builtins__": {"set": set}, "__name__": "__main__"}  # set() is a literal too


class Parameters(NamedTuple):
    """The names of a function's parameters by kind, in the order of a signature."""

    positional_only: tuple[str, ...]
    ordinary: tuple[str, ...]
    star: tuple[str, ...]  # one name or none
    keyword_only: tuple[str, ...]
    stars: tuple[str, ...]  # one name or none

    @classmethod
    def of(cls, code: CodeType) -> "Parameters":
        """Read them from the beginning of co_varnames, where those with a star come last."""
        names, only, positional = code.co_varnames, code.co_posonlyargcount, code.co_argcount
        named = positional + code.co_kwonlyargcount
        star = names[named:][: bool(code.co_flags & CO_VARARGS)]
        stars = names[named + len(star) :][: bool(code.co_flags & CO_VARKEYWORDS)]
        return cls(names[:only], names[only:positional], star, names[positional:named], stars)

    @property
    def positional(self) -> tuple[str, ...]:
        """Those that an argument without a name can reach."""
        return self.positional_only + self.ordinary


def bind(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> dict[str, Any]:
    """Return which value each parameter has in the call ``function(*args, **kwargs)``.

    All parameters are there, in the order of the signature: defaults filled in, the one behind
    ``*`` as a tuple, the one behind ``**`` as a new dict in the order of the call. *function* is
    not called. Raises ``TypeError`` where the call would, and for anything but a function written
    in Python.

    >>> def f(a, /, b, *rest, c=3, **more): ...
    >>> bind(f, 1, 2, 5, a=6)
    {'a': 1, 'b': 2, 'rest': (5,), 'c': 3, 'more': {'a': 6}}
    >>> bind(f, 1, b=2, c=4)
    {'a': 1, 'b': 2, 'rest': (), 'c': 4, 'more': {}}
    """
    if not isinstance(function, FunctionType):
        raise TypeError(f"bind needs a function written in Python, not a {type(function).__name__}")
    parameters = Parameters.of(function.__code__)
    if len(args) > len(parameters.positional) and not parameters.star:
        raise TypeError(f"at most {len(parameters.positional)} arguments by place, not {len(args)}")
    values = dict(zip(parameters.positional, args, strict=False))
    more = {}
    for name, value in kwargs.items():
        if name in parameters.ordinary + parameters.keyword_only:
            if name in values:
                raise TypeError(f"two values for {name!r}")
            values[name] = value
        elif parameters.stars:
            more[name] = value  # also what is called like a positional-only parameter
        else:
            raise TypeError(f"no parameter takes the keyword {name!r}")
    values = _defaults(function, parameters) | values
    missing = [
        name for name in parameters.positional + parameters.keyword_only if name not in values
    ]
    if missing:
        raise TypeError(f"no value for {', '.join(map(repr, missing))}")
    values |= dict.fromkeys(parameters.star, args[len(parameters.positional) :])
    values |= dict.fromkeys(parameters.stars, more)
    return {name: values[name] for kind in parameters for name in kind}


def _defaults(function: FunctionType, parameters: Parameters) -> dict[str, Any]:
    """Return the parameters that may be left out: of the positional ones always the last."""
    defaults = reversed(function.__defaults__ or ())
    named = function.__kwdefaults__ or {}
    optional = dict(zip(reversed(parameters.positional), defaults, strict=False))
    return optional | {name: named[name] for name in parameters.keyword_only if name in named}


def demo_args_kwargs(
    signature: str = "(a, /, b, *args, c=1, **kwargs)", call: str = "(1, 2, 3, c=4, a=5)"
) -> Demo:
    """See which parameter each value of a call goes to, or what CPython says against it.

    The signature is made a function that returns its parameters, and that is really called.
    Defaults and arguments are literals; annotations are left out.
    """
    function, shown = _function(signature)
    run, asked = _call(call)
    yield f"def f({shown}): ...  called as {asked}"
    yield Table("What a call reads of f", ("attribute", "value"), list(_facts(function)))
    came = _outcome(lambda: run(lambda *args, **kwargs: bind(function, *args, **kwargs)))
    really = _outcome(lambda: run(function))
    if isinstance(really, TypeError):
        yield f"TypeError: {really}"
    else:
        given, named = run(lambda *args, **kwargs: (args, kwargs))
        yield Table(
            "Where each value goes",
            ("parameter", "kind", "value", "from"),
            list(_origins(Parameters.of(function.__code__), really, len(given), named)),
        )
    yield Claim(
        "bind says of your call what really making it gives",
        measured=_told(came),
        expected=_told(really),
        holds=_agree(came, really),
    )
    yield from _generated()
    yield from _fresh()


def _generated() -> Demo:
    rng = Random(30)
    accepted = disagreements = 0
    for _ in range(PAIRS):
        function, args, kwargs = _random_pair(rng)
        really = _outcome(partial(function, *args, **kwargs))
        came = _outcome(partial(bind, function, *args, **kwargs))
        accepted += isinstance(really, dict)
        disagreements += not _agree(came, really)
    yield Claim(
        f"{PAIRS:,} random signatures and calls, of which CPython accepts {accepted:,} and refuses "
        f"{PAIRS - accepted:,}: how often bind and the real call disagree",
        measured=disagreements,
        expected=0,
        holds=disagreements == 0,
    )


def _fresh() -> Demo:
    def collect(*args: object, **kwargs: object) -> dict[str, Any]:
        return {"args": args, "kwargs": kwargs}

    def facts(make: Callable[..., dict[str, Any]]) -> str:
        item: list[object] = []
        options = {"key": item}
        got = make(*[item], **options)
        got["kwargs"]["more"] = None
        kind = type(got["args"]).__name__
        owner = "a new" if options == {"key": item} else "the caller's"
        same = got["args"][0] is item and got["kwargs"]["key"] is item
        values = "the same objects" if same else "copies"
        return f"args is a {kind}, kwargs {owner} dict, the values are {values}"

    came, really = facts(partial(bind, collect)), facts(collect)
    yield Claim(
        "args is a tuple and kwargs a dict made for the call, both of the caller's own objects",
        measured=came,
        expected=really,
        holds=came
        == really
        == "args is a tuple, kwargs a new dict, the values are the same objects",
    )


def _agree(came: object, really: object) -> bool:
    """Whether both are the same mapping in the same order, or both a TypeError."""
    if isinstance(really, dict) and isinstance(came, dict):
        return list(came.items()) == list(really.items())
    return type(came) is type(really) is TypeError


def _outcome(run: Callable[[], Any]) -> dict[str, Any] | TypeError:
    try:
        bound: dict[str, Any] = run()
    except TypeError as error:
        return error
    return bound


def _told(outcome: dict[str, Any] | TypeError) -> str:
    if isinstance(outcome, TypeError):
        return "TypeError"
    return ", ".join(f"{name}={value!r}" for name, value in outcome.items()) or "no parameters"


def _facts(function: Callable[..., Any]) -> Iterator[tuple[str, object]]:
    code = function.__code__
    for name in ("co_argcount", "co_posonlyargcount", "co_kwonlyargcount"):
        yield name, str(getattr(code, name))
    yield "co_varnames", ", ".join(code.co_varnames)
    for name, flag in (("CO_VARARGS", CO_VARARGS), ("CO_VARKEYWORDS", CO_VARKEYWORDS)):
        yield f"{name} in co_flags", bool(code.co_flags & flag)
    for name in ("__defaults__", "__kwdefaults__"):
        yield name, repr(getattr(function, name))


def _origins(
    parameters: Parameters, values: Mapping[str, Any], count: int, named: Mapping[str, Any]
) -> Iterator[tuple[str, str, str, str]]:
    """Tell of each parameter its kind, its value, and what of the call gave it."""
    by_place = parameters.positional[:count]
    for name, value in values.items():
        kind, source = "ordinary", "default"
        if name in parameters.positional_only:
            kind = "positional-only"
        elif name in parameters.keyword_only:
            kind = "keyword-only"
        if name in parameters.star:
            kind, source = "*", "places left over"
        elif name in parameters.stars:
            kind, source = "**", "keywords left over"
        elif name in by_place:
            source = f"place {by_place.index(name) + 1}"
        elif name in named and kind != "positional-only":
            source = "keyword"
        yield name, kind, repr(value), source


def _random_pair(rng: Random) -> tuple[Callable[..., Any], list[int], dict[str, int]]:
    """Return a function of a random signature that returns its parameters, and arguments."""
    positional = "abcd"[: rng.randrange(5)]
    only, optional = rng.randint(0, len(positional)), rng.randint(0, len(positional))
    parts = [name if at < optional else f"{name}={at}" for at, name in enumerate(positional)]
    parts[only:only] = ["/"] if only else []
    keyword_only = [f"{name}={name!r}" if rng.random() < 0.7 else name for name in "xy"]
    keyword_only = keyword_only[: rng.randrange(3)]
    if rng.random() < 0.4:
        parts.append("*args")
    elif keyword_only:
        parts.append("*")
    parts += keyword_only
    if rng.random() < 0.5:
        parts.append("**kwargs")
    function, _ = _function(f"({', '.join(parts)})")
    named = {name: rng.randrange(100, 200) for name in "abcdxyz" if rng.random() < 0.15}
    return function, list(range(rng.randrange(6))), named


def _function(text: str) -> tuple[Callable[..., Any], str]:
    """Return a function that takes what *text* says and returns its parameters, and the text."""
    import ast  # noqa: PLC0415 -- slow to import, and only the demo reads source

    with _reading("--signature", text, "signature such as (a, b=1, *args)"):
        tree = ast.parse(f"def f{text.strip().removeprefix('def f').removesuffix(':')}:\n pass")
        match tree.body:
            case [ast.FunctionDef(name="f", args=parameters, body=[ast.Pass()]) as definition]:
                pass
            case _:
                raise SyntaxError("there is more than parameters")
        _check_literals([*parameters.defaults, *filter(None, parameters.kw_defaults)])
        names = []
        for node in ast.walk(parameters):
            if isinstance(node, ast.arg):
                node.annotation = None
                names.append(node.arg)
        definition.returns = None
        mapping = ast.Dict(
            [*map(ast.Constant, names)], [ast.Name(name, ast.Load()) for name in names]
        )
        definition.body = [ast.Return(mapping)]
        namespace: dict[str, Any] = dict(NAMES)
        code = compile(ast.fix_missing_locations(tree), "<signature>", "exec")
        exec(code, namespace)  # noqa: S102 -- its defaults are literals, and it runs nothing else
        return namespace["f"], ast.unparse(parameters)


def _call(text: str) -> tuple[Callable[[Callable[..., Any]], Any], str]:
    """Return what makes the call in *text* to any function, and the text."""
    import ast  # noqa: PLC0415 -- slow to import, and only the demo reads source

    with _reading("--call", text, "call such as (1, 2, c=3)"):
        tree = ast.parse(f"f{text.strip().removeprefix('f')}", mode="eval")
        call = tree.body
        if not (
            isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "f"
        ):
            raise SyntaxError("there is more than arguments")
        values = [part.value if isinstance(part, ast.Starred) else part for part in call.args]
        _check_literals(values + [keyword.value for keyword in call.keywords])
        code = compile(tree, "<call>", "eval")
        return lambda function: eval(code, NAMES | {"f": function}), ast.unparse(call)  # noqa: S307 -- all arguments are literals


def _check_literals(nodes: Iterable[Any]) -> None:
    import ast  # noqa: PLC0415 -- slow to import, and only the demo reads source

    for node in nodes:
        try:
            ast.literal_eval(node)
        except (ValueError, TypeError):
            said = " ".join(ast.unparse(node).split())
            raise SyntaxError(f"{said:.40} is no literal such as 1, 'text' or [1, 2]") from None


@contextmanager
def _reading(option: str, text: str, form: str) -> Iterator[None]:
    """Make one sentence of whatever is wrong with a reader's text, and nothing of warnings."""
    import warnings  # noqa: PLC0415 -- only the demo reads source

    if len(text) > LONGEST:
        raise BadInput(
            f"{option}: {text!r:.40}... is too long: {LONGEST:,} characters are the most"
        )
    try:
        with warnings.catch_warnings(action="ignore"):
            yield
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else "Python cannot read it"
        raise BadInput(f"{option}: {text!r:.60} is no {form}: {reason}") from None
