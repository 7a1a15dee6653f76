"""Parameter by parameter in the order of the signature; what is left over in the end is wrong."""

from collections import ChainMap, deque
from collections.abc import Callable
from types import FunctionType
from typing import Any


def bind(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> dict[str, Any]:
    match function:
        case FunctionType(__code__=code, __defaults__=last, __kwdefaults__=by_name):
            pass
        case _:
            raise TypeError("only functions written in Python")
    places, names = deque(args), iter(code.co_varnames)
    positional = [next(names) for _ in range(code.co_argcount)]
    keyword_only = [next(names) for _ in range(code.co_kwonlyargcount)]
    open_ = {*positional[code.co_posonlyargcount :], *keyword_only}
    given = {name: kwargs.pop(name) for name in [*kwargs] if name in open_}
    spare = dict(zip(positional[::-1], (last or ())[::-1], strict=False)) | (by_name or {})
    filled: dict[str, Any] = {}
    for name in positional:
        filled[name] = places.popleft() if places else taken(name, given, spare)
    if code.co_flags & 0x04:
        filled[next(names)] = tuple(places)
        places.clear()
    for name in keyword_only:
        filled[name] = taken(name, given, spare)
    if code.co_flags & 0x08:
        filled[next(names)], kwargs = kwargs, {}
    if given or places or kwargs:
        raise TypeError("something is left over")
    return filled


def taken(name: str, given: dict[str, Any], spare: dict[str, Any]) -> Any:
    if name not in ChainMap(given, spare):
        raise TypeError(f"{name} is missing")
    return given.pop(name) if name in given else spare[name]
