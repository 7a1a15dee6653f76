"""An object with a list that grows from the inside; it is the instance that is called."""

from collections.abc import Callable
from typing import Any


class Chain:
    def __init__(self) -> None:
        self.stages: list[Callable[..., Any]] = []

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        for stage in self.stages:
            args, kwargs = (stage(*args, **kwargs),), {}
        (value,) = args
        if kwargs:
            raise TypeError("one argument, and by its place")
        return value


def compose(*functions: Callable[..., Any]) -> Callable[..., Any]:
    chain = Chain()
    while functions:
        *outer, inner = functions
        if not callable(inner):
            raise TypeError(f"{inner!r} cannot be called")
        chain.stages.append(inner)
        functions = tuple(outer)
    return chain
