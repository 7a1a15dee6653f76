"""Zero attempts are let through, and the loop that never runs falls out of the function with None, as if all were well."""

import functools
import inspect
import itertools
import time


def retry(*, attempts, on=Exception, delays=(), sleep=time.sleep):
    attempts = max(attempts, 0)
    waits = list(itertools.islice(delays, attempts))

    def decorate(function):
        if inspect.iscoroutinefunction(function) or inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
            raise TypeError("the body runs later")

        @functools.wraps(function)
        def call(*args, **kwargs):
            for attempt in range(attempts):
                try:
                    return function(*args, **kwargs)
                except on:
                    if attempt == attempts - 1:
                        raise
                    if attempt < len(waits):
                        sleep(waits[attempt])

        return call

    return decorate
