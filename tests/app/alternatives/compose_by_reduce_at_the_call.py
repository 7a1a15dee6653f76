"""A fold over the functions at each call, not over functions of functions."""

from collections.abc import Callable
from functools import reduce
from typing import Any


def compose(*functions: Callable[..., Any]) -> Callable[..., Any]:
    if not all(map(callable, functions)):
        raise TypeError("something here cannot be called")
    if not functions:
        return lambda value: value
    inside_out = functions[::-1]
    return lambda *args, **kwargs: reduce(
        lambda value, function: function(value),
        inside_out[1:],
        inside_out[0](*args, **kwargs),
    )
