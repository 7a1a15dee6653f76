"""Through the iterator of __await__, with a step that is chosen by whether there is an error."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

R = TypeVar("R")


def drive(coroutine: Coroutine[Any, Any, R], answer: Callable[[Any], Any]) -> R:
    if not isinstance(coroutine, Coroutine):
        raise TypeError("no coroutine")
    if any(getattr(coroutine, name, False) for name in ("cr_running", "cr_suspended")):
        raise RuntimeError("it has begun")
    steps: Any = coroutine.__await__()
    value: Any = None
    error: BaseException | None = None
    while True:
        try:
            if error is not None:
                question = steps.throw(error)
            elif value is None:
                question = next(steps)
            else:
                question = steps.send(value)
        except StopIteration as stop:
            result: R = stop.value
            return result
        value = error = None
        try:
            value = answer(question)
        except BaseException as raised:  # noqa: BLE001 -- it is thrown in
            error = raised
