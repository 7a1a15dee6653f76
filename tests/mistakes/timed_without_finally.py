"""The clock is read after the call, not in a finally: a call that raises, often the slow one, is not counted."""

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
        result = function(*args, **kwargs)
        call.seconds += clock() - start
        call.calls += 1
        return result

    call.calls, call.seconds = 0, 0.0
    return call
