"""Inside the graded process: what a reader's function costs, and which known mistake it makes."""

import ast
import copy
import inspect
from collections.abc import Callable, Iterator
from typing import Any

from pyinterview.app.benching import shipped
from pyinterview.app.grader import load, module_of
from pyinterview.app.watching import Call, said
from pyinterview.lab.growth import SIZES, Cost, classify
from pyinterview.lab.hidden import counting_twin, load_counted, moved_elements


def misshapen(name: str, function: Any, original: Callable[..., Any]) -> str | None:
    """Say what keeps *function* from being called as our *original* is, if anything does."""
    inner = inspect.unwrap(function)
    if inspect.isclass(function) and not inspect.isclass(original):
        return f"{name} is a class where a function is due: use def"
    if not inspect.isclass(function) and not inspect.isfunction(inner):
        return f"{name} is a {type(function).__name__} where a function is due: use def"
    if inspect.iscoroutinefunction(inner) or inspect.isasyncgenfunction(inner):
        return f"{name} is async: it returns a coroutine where a value is due; use def"
    if inspect.isgeneratorfunction(inner) and not inspect.isgeneratorfunction(original):
        return f"{name} has a yield: it returns a generator where a value is due; use return"
    wanted, has = inspect.signature(original), inspect.signature(function)
    for arguments, named in ways_to_call(wanted):
        try:
            has.bind(*arguments, **named)
        except TypeError as error:
            return f"{name}{has} cannot be called like {name}{wanted}: {error}"
    return None


def ways_to_call(signature: inspect.Signature) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Yield the fewest arguments, the most by their places, and the optional ones by name.

    What is required is not given by name: a reader may call it differently.
    """
    places, named, required = [], {}, []
    for name, parameter in signature.parameters.items():
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[name] = name
        elif parameter.kind is not parameter.VAR_KEYWORD:
            places.append(name)
            if parameter.default is parameter.empty:
                required.append(name)
    optional = {name: name for name in places if name not in required}
    yield required, {}
    yield places, {}
    yield required, optional | named


def costs(name: str, function: Callable[..., Any], source: str) -> Iterator[dict[str, Any]]:
    """Measure each cost that we state for *name* on the reader's function."""
    twin = load_counted(source, "mine")[name]
    for cost in getattr(module_of(name), "COSTS", ()):
        if cost.function.__name__ == name:
            yield one_cost(cost._replace(function=function), twin)


def one_cost(cost: Cost, twin: Callable[..., Any]) -> dict[str, Any]:
    """Return the counts at every size, their growth, and that of the elements moved in C."""
    record: dict[str, Any] = {"counts": cost.counts, "case": cost.case}
    try:
        counts = {n: cost.measure(n) for n in SIZES}
        moved = {n: moved_elements(twin, *cost.make_input(n)) for n in SIZES}
    except Exception as error:  # noqa: BLE001 -- a reader's function may raise anything
        return record | {"error": said(error)}
    return record | {
        "n": SIZES[-1],
        "counted": counts[SIZES[-1]],
        "limit": cost.limit(SIZES[-1]),
        "kept": all(count <= cost.limit(n) for n, count in counts.items()),
        "growth": classify(counts).name,
        "moved": moved[SIZES[-1]],
        "moved_growth": classify(moved).name,
    }


def known_mistake(name: str, function: Callable[..., Any], calls: list[Call]) -> str | None:
    """Return the sentence of the mistake that gives the same results and grows alike, if any."""
    mine = behaviour(function, calls)
    grown = growths(name, function)
    for path in sorted((shipped("tests") / "mistakes").glob(f"{name}_*.py")):
        theirs = getattr(load(path), name, None)
        if (
            theirs is not None
            and behaviour(theirs, calls) == mine
            and growths(name, theirs) == grown
        ):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            return ast.get_docstring(tree)
    return None


def growths(name: str, function: Callable[..., Any]) -> list[tuple[str, str]]:
    """Return how each count of *function* grows, and the elements that C moves for it."""
    records = [
        one_cost(cost._replace(function=function), counting_twin(function))
        for cost in getattr(module_of(name), "COSTS", ())
        if cost.function.__name__ == name
    ]
    return [(record.get("growth", ""), record.get("moved_growth", "")) for record in records]


def behaviour(function: Callable[..., Any], calls: list[Call]) -> list[str]:
    """Return what becomes of each call: its result or exception, and its arguments after."""
    seen = []
    for call in calls:
        arguments, named = copy.deepcopy((call.arguments, call.named))
        try:
            came = repr(function(*arguments, **named))
        except Exception as error:  # noqa: BLE001 -- a wrong answer may raise anything
            came = type(error).__name__
        seen.append(f"{came} {arguments!r}")
    return seen
