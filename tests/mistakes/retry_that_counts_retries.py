"""attempts is read as the number of repetitions, so the function is called once more than was asked for."""

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
            for attempt in itertools.count():
                try:
                    return function(*args, **kwargs)
                except on:
                    if attempt == attempts:
                        raise
                    if attempt < len(waits):
                        sleep(waits[attempt])

        return call

    return decorate
