"""Without finally: the time is added in two places, after a result and after an exception."""

import functools
import inspect
import time
from typing import Any


def timed(function: Any = None, *, clock: Any = time.perf_counter) -> Any:
    def decorate(inner: Any) -> Any:
        for flag in (inspect.CO_COROUTINE, inspect.CO_GENERATOR, inspect.CO_ASYNC_GENERATOR):
            if hasattr(inner, "__code__") and inner.__code__.co_flags & flag:
                raise TypeError("it runs later")

        def add(began: float) -> None:
            timer.calls, timer.seconds = timer.calls + 1, timer.seconds + clock() - began

        def wrapper(*args: Any, **named: Any) -> Any:
            began = clock()
            try:
                result = inner(*args, **named)
            except BaseException:
                add(began)
                raise
            add(began)
            return result

        timer: Any = functools.update_wrapper(wrapper, inner)
        timer.calls = timer.seconds = 0
        return timer

    return decorate if function is None else decorate(function)
