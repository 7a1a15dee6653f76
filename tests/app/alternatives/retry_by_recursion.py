"""Recursive: one attempt, and if it fails the same with one attempt fewer."""

import functools
import inspect
import itertools
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any


def retry(
    *,
    attempts: int,
    on: Any = Exception,
    delays: Iterable[float] = (),
    sleep: Callable[[float], object] = time.sleep,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    if not attempts > 0:
        raise ValueError("nothing can be tried less than once")
    kept = list(itertools.islice(delays, attempts - 1))

    def attempt(run: Callable[[], Any], left: int, waits: Iterator[float]) -> Any:
        if left == 1:
            return run()
        try:
            return run()
        except on:
            for wait in itertools.islice(waits, 1):
                sleep(wait)
        return attempt(run, left - 1, waits)

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        if inspect.iscoroutinefunction(function):
            raise TypeError("a coroutine function fails where it is awaited")
        if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise TypeError("a generator function fails where it is iterated")

        @functools.wraps(function)
        def call(*args: Any, **named: Any) -> Any:
            return attempt(functools.partial(function, *args, **named), attempts, iter(kept))

        return call

    return decorate
