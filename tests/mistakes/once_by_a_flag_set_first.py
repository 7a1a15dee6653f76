"""The flag is set before the work begins, so that nobody else begins: threads that come meanwhile get no result, and after a failure there is never one."""

import functools
import inspect
import threading


def once(function):
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError("the body runs later")
    done, result, lock = False, None, threading.Lock()

    @functools.wraps(function)
    def call(*args, **kwargs):
        nonlocal done, result
        with lock:
            mine, done = not done, True
        if mine:
            result = function(*args, **kwargs)
        return result

    return call
