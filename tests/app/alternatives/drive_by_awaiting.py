"""By a coroutine of its own that awaits the other and keeps its value."""

import inspect
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

R = TypeVar("R")


def drive(coroutine: Coroutine[Any, Any, R], answer: Callable[[Any], Any]) -> R:
    if not isinstance(coroutine, Coroutine):
        raise TypeError("no coroutine")
    if inspect.iscoroutine(coroutine):
        state = inspect.getcoroutinestate(coroutine)
        if state in (inspect.CORO_RUNNING, inspect.CORO_SUSPENDED):
            raise RuntimeError("it has begun")
    results: list[R] = []

    async def kept() -> None:
        results.append(await coroutine)

    whole = kept()
    step: Callable[[], Any] = partial(whole.send, None)
    with suppress(StopIteration):
        while True:
            question = step()
            try:
                step = partial(whole.send, answer(question))
            except BaseException as error:  # noqa: BLE001 -- it is thrown in
                step = partial(whole.throw, error)
    return results[0]
