"""Inside the graded process: what a reader's function costs, and which known mistake it makes."""

import copy
import inspect
import random
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from pyinterview.app.places import shipped
from pyinterview.app.programs import (
    come_to,
    plain_calls_show,
    sentence_of,
    shown_by,
    without_addresses,
)
from pyinterview.app.replacing import load, module_of
from pyinterview.app.watching import Call, said
from pyinterview.lab.growth import SIZES, Cost, classify
from pyinterview.lab.hidden import counting_twin, load_counted, moved_elements

FEW = (32, 64, 128, 256, 512)  # sizes for what is quadratic, and to tell mistakes apart
POSITIONAL_ONLY = inspect.Parameter.POSITIONAL_ONLY
AFFORDABLE = 200_000  # operations at the greatest size


def misshapen(name: str, function: Any, original: Callable[..., Any]) -> str | None:
    """Say what keeps *function* from being called as our *original* is, if anything does."""
    inner = inspect.unwrap(function) if callable(function) else function
    if inspect.isclass(original):
        return misshapen_class(name, function, original)
    if inspect.isclass(function) and plain_calls_show(name):
        return f"{name} is a class where a function is due: use def"
    if not inspect.isclass(function) and not inspect.isfunction(inner):
        return f"{name} is a {type(function).__name__} where a function is due: use def"
    wanted_async = inspect.iscoroutinefunction(original)  # a def may return an awaitable as well
    if inspect.isasyncgenfunction(inner) or (
        inspect.iscoroutinefunction(inner) and not wanted_async
    ):
        return f"{name} is async: it returns a coroutine where a value is due; use def"
    if function is inner and inspect.isgeneratorfunction(inner) and not returns_iterator(original):
        return f"{name} has a yield: it returns a generator where a value is due; use return"
    return cannot_be_called(name, function, original)


def misshapen_class(name: str, kind: Any, original: type) -> str | None:
    """Say what a class lacks that our *original* has: the class itself, a method, an argument."""
    if not inspect.isclass(kind):
        return f"{name} is a {type(kind).__name__} where a class is due: use class"
    own = [word for word, part in vars(original).items() if not isinstance(part, property)]
    missing = [word for word in own if not word.startswith("_") and not hasattr(kind, word)]
    if missing:
        return f"the class {name} has no {missing[0]}"
    return cannot_be_called(name, kind, original)


def returns_iterator(function: Callable[..., Any]) -> bool:
    """Tell whether *function* is annotated to return an iterator."""
    returned = inspect.signature(function).return_annotation
    return getattr(returned, "__origin__", None) in (Iterator, Generator, Iterable)


def cannot_be_called(name: str, function: Any, original: Callable[..., Any]) -> str | None:
    """Say which call that fits our *original* does not fit *function*."""
    wanted, has = inspect.signature(original), inspect.signature(function)
    for arguments, named in ways_to_call(wanted):
        try:
            has.bind(*arguments, **named)
        except TypeError as error:
            return f"{name}{has} cannot be called like {name}{wanted}: {error}"
    return None


def ways_to_call(signature: inspect.Signature) -> Iterator[tuple[list[str], dict[str, str]]]:
    """Yield the fewest arguments, the most by their places, and the optional ones by name.

    What is required by its place is not given by name: a reader may call it differently.
    """
    places, named, required, must = [], {}, [], {}
    for name, parameter in signature.parameters.items():
        if parameter.kind is parameter.KEYWORD_ONLY:
            named[name] = name
            if parameter.default is parameter.empty:
                must[name] = name
        elif parameter.kind is not parameter.VAR_KEYWORD:
            places.append(name)
            if parameter.default is parameter.empty:
                required.append(name)
    by_place = [name for name in places if signature.parameters[name].kind is POSITIONAL_ONLY]
    optional = {name: name for name in places if name not in (*required, *by_place)}
    yield required, must
    yield places, must
    yield required, optional | named


def twin(name: str, source: str, path: Path) -> Callable[..., Any]:
    """Return the function *name* of a reader's file on counting lists."""
    try:
        return cast("Callable[..., Any]", load_counted(source, str(path))[name])
    except Exception as error:  # noqa: BLE001 -- it ran the first time, but knows that this is another
        reason = said(error)

        def fail(*_: object) -> None:
            raise RuntimeError(f"it cannot be imported twice ({reason})")

        return fail


def costs(
    name: str,
    function: Callable[..., Any],
    twin: Callable[..., Any],
    sizes: Sequence[int] = SIZES,
) -> Iterator[dict[str, Any]]:
    """Measure each cost that we state for *name* on the reader's function and its *twin*."""
    for cost in getattr(module_of(name), "COSTS", ()):
        if cost.function.__name__ == name:
            affordable = sizes if cost.limit(sizes[-1]) <= AFFORDABLE else FEW
            yield one_cost(cost._replace(function=function), twin, affordable)


def one_cost(cost: Cost, twin: Callable[..., Any], sizes: Sequence[int]) -> dict[str, Any]:
    """Return the counts at every size, their growth, and that of the elements moved in C."""
    record: dict[str, Any] = {"counts": cost.counts, "case": cost.case}
    try:
        counts = {n: cost.measure(n) for n in sizes}
        moved = {n: moved_elements(twin, *cost.make_input(n)) for n in sizes}
    except Exception as error:  # noqa: BLE001 -- a reader's function may raise anything
        return record | {"error": said(error)}
    return record | {
        "n": sizes[-1],
        "counted": counts[sizes[-1]],
        "limit": cost.limit(sizes[-1]),
        "kept": all(count <= cost.limit(n) for n, count in counts.items()),
        "growth": classify(counts).name,
        "moved": moved[sizes[-1]],
        "moved_growth": classify(moved).name,
    }


def known_mistake(
    name: str, function: Callable[..., Any], twin: Callable[..., Any], calls: list[Call]
) -> str | None:
    """Return the sentence of the mistake that gives the same results and grows alike, if any.

    Of several it is the one whose counts are nearest.
    """
    programs = [] if plain_calls_show(name) else programs_for(name)
    mine = list(behaviour(name, function, calls, programs))
    spent = list(costs(name, function, twin, FEW))
    near = []
    for path in sorted((shipped("tests") / "mistakes").glob(f"{name}_*.py")):
        theirs = getattr(load(path), name, None)
        if theirs is None or not alike(mine, behaviour(name, theirs, calls, programs)):
            continue
        other = list(costs(name, theirs, counting_twin(theirs), FEW)) if spent else []
        if growths(other) == growths(spent):
            near.append((distance(spent, other), path))
    return sentence_of(min(near)[1]) if near else None


def alike(mine: list[str], theirs: Iterable[str]) -> bool:
    """Tell whether two behaviours are the same, asking no further than the first difference."""
    return all(one == other for one, other in zip(mine, theirs, strict=True))


def growths(records: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return how each count grows, and the elements that C moves."""
    return [(record.get("growth", ""), record.get("moved_growth", "")) for record in records]


def distance(records: list[dict[str, Any]], others: list[dict[str, Any]]) -> int:
    """Return by how much the counts differ."""
    return sum(
        abs(one.get(key, 0) - other.get(key, 0))
        for one, other in zip(records, others, strict=True)
        for key in ("counted", "moved")
    )


def programs_for(name: str) -> list[str]:
    """Return the programs that show the known mistakes of *name*."""
    return [text for stem, text in shown_by().items() if stem.startswith(f"{name}_")]


def behaviour(
    name: str, function: Callable[..., Any], calls: Iterable[Call], programs: Iterable[str]
) -> Iterator[str]:
    """Yield what becomes of each call, with its arguments after it, and of each program."""
    for call in calls:
        random.seed(1)  # the same draws for each
        arguments, named = copy.deepcopy((call.arguments, call.named))
        try:
            came = repr(function(*arguments, **named))
        except Exception as error:  # noqa: BLE001 -- a wrong answer may raise anything
            came = type(error).__name__
        yield without_addresses(f"{came} {arguments!r}")
    for program in programs:
        yield come_to(program, name, function)[0]
