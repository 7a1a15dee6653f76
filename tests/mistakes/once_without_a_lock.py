"""Between the look at the flag and the result there is time: threads that arrive together all see that nobody has run it yet."""

import functools
import inspect


def once(function):
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError("the body runs later")
    results = []
    running = False

    @functools.wraps(function)
    def call(*args, **kwargs):
        if not results:
            results.append(function(*args, **kwargs))
        return results[0]

    return call
