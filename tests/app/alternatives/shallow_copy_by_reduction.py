"""Every container is taken apart and put together again, the built-in ones as well."""

import copyreg
import types
import weakref
from typing import Any

FIXED: tuple[Any, ...] = (
    int,
    float,
    complex,
    str,
    bytes,
    tuple,
    frozenset,
    range,
    slice,
    type,
    property,
)
FIXED += (types.NoneType, types.FunctionType, types.BuiltinFunctionType, types.CodeType)
FIXED += (weakref.ref,)


def shallow_copy(x: Any) -> Any:  # noqa: C901, PLR0912 -- that is how this one differs
    kind = type(x)
    if kind in {*FIXED, bool} or isinstance(x, type):
        return x
    if hasattr(kind, "__copy__"):
        return x.__copy__()
    if kind in copyreg.dispatch_table:
        parts = copyreg.dispatch_table[kind](x)
    elif hasattr(x, "__reduce_ex__"):
        parts = x.__reduce_ex__(4)
    else:
        raise TypeError(f"{kind.__name__} cannot be copied")
    if isinstance(parts, str):
        return x
    make, arguments, state, items, pairs = [*parts, None, None, None][:5]
    y = make(*arguments)
    if state is not None and hasattr(y, "__setstate__"):
        y.__setstate__(state)
    elif state is not None:
        for some in state if isinstance(state, tuple) else (state,):
            for name, value in (some or {}).items():
                setattr(y, name, value)
    if items is not None:
        y.extend(items)
    if pairs is not None:
        for key, value in pairs:
            y[key] = value
    return y
