"""What went wrong is wrapped in 'failed after 3 attempts': callers that catch ConnectionError no longer do."""

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
                    if attempt == attempts - 1:
                        raise RuntimeError(f"failed after {attempts} attempts") from error
                    if attempt < len(waits):
                        sleep(waits[attempt])

        return call

    return decorate
