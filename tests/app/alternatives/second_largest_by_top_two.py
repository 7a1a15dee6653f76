"""The two largest in a list of at most two; NaN is asked of floats alone."""

from collections.abc import Iterable
from math import isnan
from typing import Any

MISSING: Any = object()


def second_largest(values: Iterable[Any], *, distinct: bool = True, default: Any = MISSING) -> Any:
    top: list[Any] = []
    for value in values:
        if isinstance(value, float) and isnan(value):
            raise ValueError("NaN cannot be ranked")
        if len(top) == 2 and value < top[1]:
            continue
        if top and top[0] < value:
            top = [value, top[0]]
        elif not top or not distinct or value < top[0]:
            top = [*top[:1], value]
    if len(top) == 2:
        return top[1]
    if default is MISSING:
        raise ValueError("there are not two values")
    return default
