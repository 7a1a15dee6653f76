"""None stands for 'has not run', so a function that returns None runs at every call."""

import functools
import inspect
import threading


def once(function):
    if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        raise TypeError("the body runs later")
    result, running, lock = None, False, threading.RLock()

    @functools.wraps(function)
    def call(*args, **kwargs):
        nonlocal result, running
        with lock:
            if running:
                raise RuntimeError("it calls itself")
            if result is None:
                running = True
                try:
                    result = function(*args, **kwargs)
                finally:
                    running = False
        return result

    return call
