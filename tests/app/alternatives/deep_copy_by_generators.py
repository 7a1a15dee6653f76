"""Lists, dicts and tuples wait on a stack of generators instead of on Python's own stack."""

from collections.abc import Generator
from copyreg import dispatch_table
from types import BuiltinFunctionType, CodeType, FunctionType, MethodType
from typing import Any
from weakref import ref

Steps = Generator[Any, Any, Any]
NOTHING = object()
SAME: tuple[Any, ...] = (int, float, complex, str, bytes, range, property, type, ref)
SAME += (FunctionType, BuiltinFunctionType, CodeType)


def of_list(x: list[Any], known: dict[int, Any]) -> Steps:
    y = known[id(x)] = []
    for item in x:
        y += [(yield item)]
    return y


def of_dict(x: dict[Any, Any], known: dict[int, Any]) -> Steps:
    y = known[id(x)] = {}
    for key, value in x.items():
        new = yield key
        y[new] = yield value
    return y


def of_tuple(x: tuple[Any, ...], known: dict[int, Any]) -> Steps:
    items: list[Any] = []
    for item in x:
        items += [(yield item)]
    if id(x) in known:
        return known[id(x)]
    return x if list(map(id, x)) == list(map(id, items)) else tuple(items)


WAITING: dict[Any, Any] = {list: of_list, dict: of_dict, tuple: of_tuple}


def of_object(x: Any, known: dict[int, Any]) -> Any:
    if type(x) in SAME or x in (None, ..., NotImplemented, True, False) or isinstance(x, type):
        return x
    if isinstance(x, MethodType):
        return MethodType(x.__func__, deep_copy(x.__self__, known))
    if hasattr(x, "__deepcopy__"):
        return x.__deepcopy__(known)
    try:
        reduced = dispatch_table[type(x)](x) if type(x) in dispatch_table else x.__reduce_ex__(4)
    except AttributeError:
        raise TypeError from None
    if isinstance(reduced, str):
        return x
    make, arguments, *rest = reduced
    y = known[id(x)] = make(*[deep_copy(argument, known) for argument in arguments])
    for fill, part in zip((state, append, put), rest, strict=False):
        if part is not None:
            fill(y, part, known)
    return y


def state(y: Any, given: Any, known: dict[int, Any]) -> None:
    new = deep_copy(given, known)
    if hasattr(y, "__setstate__"):
        y.__setstate__(new)
        return
    for some in new if isinstance(new, tuple) else [new]:
        for name, value in (some or {}).items():
            setattr(y, name, value)


def append(y: Any, items: Any, known: dict[int, Any]) -> None:
    for item in items:
        y.append(deep_copy(item, known))


def put(y: Any, pairs: Any, known: dict[int, Any]) -> None:
    for key, value in pairs:
        y[deep_copy(key, known)] = deep_copy(value, known)


def deep_copy(x: Any, memo: dict[int, Any] | None = None) -> Any:
    known = {} if memo is None else memo
    waiting: list[tuple[Any, Steps]] = []
    while True:
        done = known.get(id(x), NOTHING)
        if done is NOTHING and type(x) in WAITING:
            waiting.append((x, WAITING[type(x)](x, known)))
            done = None
        elif done is NOTHING:
            done = remember(x, of_object(x, known), known)
        while waiting:
            old, steps = waiting[-1]
            try:
                x = steps.send(done)
                break
            except StopIteration as stop:
                waiting.pop()
                done = remember(old, stop.value, known)
        else:
            return done


def remember(x: Any, y: Any, known: dict[int, Any]) -> Any:
    if y is not x:
        known[id(x)] = y
        known.setdefault(id(known), []).append(x)
    return y
