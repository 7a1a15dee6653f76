"""The same errors in the reader's own words."""

from collections.abc import Iterable
from math import isnan
from typing import Any

NONE: Any = object()


def second_largest(values: Iterable[Any], *, distinct: bool = True, default: Any = NONE) -> Any:
    first = second = NONE
    for value in values:
        if isinstance(value, float) and isnan(value):
            raise ValueError("not a number")
        if second is not NONE and value < second:
            continue
        if first is NONE or first < value:
            first, second = value, first
        elif not distinct or value < first:
            second = value
    if second is NONE and default is NONE:
        raise ValueError("there is no second largest value")
    return default if second is NONE else second
