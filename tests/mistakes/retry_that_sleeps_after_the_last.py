"""The wait stands in the except branch for every failure: after the last one the caller waits for nothing."""

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
                except on as error:
                    last = error
                    if attempt < len(waits):
                        sleep(waits[attempt])
            raise last

        return call

    return decorate
