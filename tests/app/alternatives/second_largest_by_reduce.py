"""Functional: a step that takes the two largest so far and one value more."""

from collections.abc import Iterable
from functools import reduce
from math import isnan
from typing import Any

NONE: Any = object()


def second_largest(values: Iterable[Any], *, distinct: bool = True, default: Any = NONE) -> Any:
    def step(best: tuple[Any, Any], value: Any) -> tuple[Any, Any]:
        largest, second = best
        if isinstance(value, float) and isnan(value):
            raise ValueError("NaN among the values")
        if largest is NONE:
            return value, second
        if second is not NONE and value < second:
            return best
        if largest < value:
            return value, largest
        return (largest, value) if not distinct or value < largest else best

    _, second = reduce(step, values, (NONE, NONE))
    if second is not NONE:
        return second
    if default is NONE:
        raise ValueError("fewer than two values to choose from")
    return default
