"""A cache seems to be it, but it runs the function once for each different argument, and threads that arrive together all run it."""

import functools
import inspect


def once(function):
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError("the body runs later")
    return functools.wraps(function)(functools.cache(function))
