"""Through the iterator of __await__, with a step that is chosen by whether there is an error."""

from collections.abc import Coroutine


def drive(coroutine, answer):
    if not isinstance(coroutine, Coroutine):
        raise TypeError("no coroutine")
    if any(getattr(coroutine, name, False) for name in ("cr_running", "cr_suspended")):
        raise RuntimeError("it has begun")
    steps, value, error = iter(coroutine.__await__()), None, None
    while True:
        try:
            if error is not None:
                question = steps.throw(error)
            elif value is None:
                question = next(steps)
            else:
                question = steps.send(value)
        except StopIteration as stop:
            return stop.value
        value = error = None
        try:
            value = answer(question)
        except BaseException as raised:
            error = raised
