"""A context manager takes the time, and the wrapper is a with block."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from inspect import isasyncgenfunction, iscoroutinefunction, isgeneratorfunction
from typing import Any


def timed(
    function: Callable[..., Any] | None = None, *, clock: Callable[[], float] = time.perf_counter
) -> Any:
    if function is None:
        return lambda given: timed(given, clock=clock)
    if (
        isgeneratorfunction(function)
        or iscoroutinefunction(function)
        or isasyncgenfunction(function)
    ):
        raise TypeError("nothing would be timed")

    @contextmanager
    def taking_time() -> Iterator[None]:
        began = clock()
        try:
            yield
        finally:
            figures["seconds"] += clock() - began
            figures["calls"] += 1

    @wraps(function)
    def wrapper(*args: Any, **named: Any) -> Any:
        with taking_time():
            return function(*args, **named)

    figures = wrapper.__dict__
    figures |= {"calls": 0, "seconds": 0}
    return wrapper
