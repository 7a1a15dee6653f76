"""One slot for each name in co_varnames, filled as CPython fills a frame, and then put in order."""

from collections.abc import Callable
from types import FunctionType
from typing import Any

EMPTY = object()


def bind(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> dict[str, Any]:
    if type(function) is not FunctionType:
        raise TypeError("that has no code to look at")
    code = function.__code__
    many, more = bool(code.co_flags & 4), bool(code.co_flags & 8)
    places, named = code.co_argcount, code.co_argcount + code.co_kwonlyargcount
    rest: dict[str, Any] = {}
    slots: list[Any] = [EMPTY] * named + [args[places:]] * many + [rest] * more
    slots[: min(places, len(args))] = args[:places]
    for key, value in kwargs.items():
        try:
            at = code.co_varnames.index(key, code.co_posonlyargcount, named)
        except ValueError:
            rest[key] = value
        else:
            slots[at] = value if slots[at] is EMPTY else EMPTY  # twice: empty for good
            if slots[at] is EMPTY:
                raise TypeError(key)
    add_defaults(function, slots, named)
    if any(slot is EMPTY for slot in slots) or (rest and not more) or (args[places:] and not many):
        raise TypeError("too few or too many")
    order = [*range(places), *[named] * many, *range(places, named), *[named + many] * more]
    return {code.co_varnames[at]: slots[at] for at in order}


def add_defaults(function: FunctionType, slots: list[Any], named: int) -> None:
    places = function.__code__.co_argcount
    for at, default in enumerate((function.__defaults__ or ())[::-1], start=1):
        if slots[places - at] is EMPTY:
            slots[places - at] = default
    for at in range(places, named):
        if slots[at] is EMPTY:
            name = function.__code__.co_varnames[at]
            slots[at] = (function.__kwdefaults__ or {}).get(name, EMPTY)
