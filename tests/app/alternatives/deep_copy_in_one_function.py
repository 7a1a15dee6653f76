"""One function for every type, with an inner function for the parts."""

import copyreg
import types
import weakref
from typing import Any

FIXED: set[Any] = {
    int,
    float,
    bool,
    complex,
    str,
    bytes,
    range,
    type(None),
    type(...),
    type(NotImplemented),
}
FIXED |= {types.FunctionType, types.BuiltinFunctionType, types.CodeType, weakref.ref, property}


def deep_copy(  # noqa: C901, PLR0912 -- that is how this one differs
    x: Any, memo: dict[int, Any] | None = None
) -> Any:
    known = {} if memo is None else memo

    def part(value: Any) -> Any:
        return deep_copy(value, known)

    y: Any
    kind = type(x)
    if kind in FIXED or isinstance(x, type):
        return x
    if id(x) in known:
        return known[id(x)]
    known.setdefault(id(known), []).append(x)
    if kind is list:
        y = known[id(x)] = []
        for item in x:
            y += [part(item)]
    elif kind is dict:
        y = known[id(x)] = {}
        for key in x:
            y[part(key)] = part(x[key])
    elif kind is tuple:
        items = tuple(map(part, x))
        same = all(new is old for new, old in zip(items, x, strict=True))
        y = known.get(id(x), x if same else items)
    elif kind is types.MethodType:
        y = types.MethodType(x.__func__, part(x.__self__))
    elif hasattr(x, "__deepcopy__"):
        y = x.__deepcopy__(known)
    else:
        if kind in copyreg.dispatch_table:
            reduced = copyreg.dispatch_table[kind](x)
        elif hasattr(x, "__reduce_ex__"):
            reduced = x.__reduce_ex__(4)
        else:
            raise TypeError(f"{kind.__name__} cannot be copied")
        if isinstance(reduced, str):
            return x
        make, arguments, *rest = reduced
        state, elements, pairs = (*rest, None, None, None)[:3]
        y = known[id(x)] = make(*map(part, arguments))
        new = part(state)
        if new is not None and hasattr(y, "__setstate__"):
            y.__setstate__(new)
        elif isinstance(new, tuple):
            for some in new:
                for name in some or {}:
                    setattr(y, name, some[name])
        elif new is not None:
            y.__dict__.update(new)
        for item in elements or ():
            y.append(part(item))
        for key, value in pairs or ():
            y[part(key)] = part(value)
    known[id(x)] = y
    return y
