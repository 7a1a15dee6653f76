"""A bare except repeats what cannot get better: a typing error in the code, and even Ctrl-C."""

import functools
import inspect
import itertools
import time


def retry(*, attempts, on=Exception, delays=(), sleep=time.sleep):
    if attempts < 1:
        raise ValueError(f"attempts must be at least 1, not {attempts}")
    waits = list(itertools.islice(delays, attempts))

    def decorate(function):
        if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise TypeError("the body runs later")

        @functools.wraps(function)
        def call(*args, **kwargs):
            for attempt in range(attempts):
                try:
                    return function(*args, **kwargs)
                except:
                    if attempt == attempts - 1:
                        raise
                    if attempt < len(waits):
                        sleep(waits[attempt])

        return call

    return decorate
