"""The delays are an iterator that all calls share: the first failure uses them up, and later calls hammer the server without a pause."""

import functools
import inspect
import time


def retry(*, attempts, on=Exception, delays=(), sleep=time.sleep):
    if attempts < 1:
        raise ValueError(f"attempts must be at least 1, not {attempts}")
    delays = iter(delays)

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
                    wait = next(delays, None)
                    if wait is not None:
                        sleep(wait)

        return call

    return decorate
