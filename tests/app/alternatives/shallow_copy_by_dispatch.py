"""One small function a type, found by `functools.singledispatch`; objects decide for themselves."""

import copyreg
from functools import singledispatch
from types import BuiltinFunctionType, CodeType, FunctionType, NoneType
from typing import Any
from weakref import ref


@singledispatch
def _copied(x: Any) -> Any:
    reduce: Any = copyreg.dispatch_table.get(type(x), _by_protocol_four)
    try:
        parts = reduce(x)
    except AttributeError as error:
        raise TypeError(*error.args) from error
    return x if isinstance(parts, str) else _built(*parts)


def _by_protocol_four(x: Any) -> Any:
    return x.__reduce_ex__(4)


def _built(
    make: Any, arguments: Any, state: Any = None, items: Any = None, pairs: Any = None
) -> Any:
    y = make(*arguments)
    match state, getattr(y, "__setstate__", None):
        case None, _:
            pass
        case _, method if method is not None:
            method(state)
        case (attributes, slots), _:
            y.__dict__.update(attributes) if attributes else None
            for name, value in (slots or {}).items():
                setattr(y, name, value)
        case _:
            y.__dict__.update(state)
    for item in items or []:
        y.append(item)
    for key, value in pairs or []:
        y[key] = value
    return y


def _same(x: Any) -> Any:
    return x


OPEN: list[Any] = [list, dict, set, bytearray]
FIXED: list[Any] = [int, float, complex, str, bytes, tuple, frozenset, range, slice, property]
FIXED += [ref, type, NoneType, FunctionType, BuiltinFunctionType, CodeType]
for kind in OPEN:
    _copied.register(kind, kind.copy)
for kind in FIXED:
    _copied.register(kind, _same)


def shallow_copy(x: Any) -> Any:
    if isinstance(x, type):
        return x
    if hasattr(type(x), "__copy__"):
        return x.__copy__()
    exact = type(x) in _copied.registry  # a class derived from list is no list here
    return (_copied.dispatch(type(x)) if exact else _copied.dispatch(object))(x)
