"""The way that a call takes is replaced once there is a result; a thread is known by its number."""

import inspect
import threading
from collections.abc import Callable
from functools import wraps
from typing import Any


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    if any(
        test(function)
        for test in (
            inspect.iscoroutinefunction,
            inspect.isgeneratorfunction,
            inspect.isasyncgenfunction,
        )
    ):
        raise TypeError("only a plain function can run once")
    lock = threading.Lock()
    runner = 0
    way: list[Callable[..., Any]] = []

    def first(*args: Any, **named: Any) -> Any:
        nonlocal runner
        if runner == threading.get_ident():
            raise RuntimeError("once calls itself")
        with lock:
            if way[0] is not first:
                return way[0]()
            runner = threading.get_ident()
            try:
                result = function(*args, **named)
            finally:
                runner = 0
            way[0] = lambda *_, **__: result
            return result

    way.append(first)

    @wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        return way[0](*args, **named)

    return call
