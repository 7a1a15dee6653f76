"""The time is set and not added, so it tells of the last call alone."""

import functools
import inspect
import time


def timed(function=None, *, clock=time.perf_counter):
    if function is None:
        return functools.partial(timed, clock=clock)
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError("the body runs later")

    @functools.wraps(function)
    def call(*args, **kwargs):
        start = clock()
        try:
            return function(*args, **kwargs)
        finally:
            call.seconds = clock() - start
            call.calls += 1

    call.calls, call.seconds = 0, 0.0
    return call
