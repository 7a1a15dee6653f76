"""By a coroutine of its own that awaits the other and keeps its value."""

import inspect
from collections.abc import Coroutine
from contextlib import suppress
from functools import partial


def drive(coroutine, answer):
    if not isinstance(coroutine, Coroutine):
        raise TypeError("no coroutine")
    if inspect.iscoroutine(coroutine):
        state = inspect.getcoroutinestate(coroutine)
        if state in (inspect.CORO_RUNNING, inspect.CORO_SUSPENDED):
            raise RuntimeError("it has begun")
    results = []

    async def kept():
        results.append(await coroutine)

    whole = kept()
    step = partial(whole.send, None)
    with suppress(StopIteration):
        while True:
            question = step()
            try:
                step = partial(whole.send, answer(question))
            except BaseException as error:
                step = partial(whole.throw, error)
    return results[0]
