"""Sending answers is remembered, throwing is not: an error in finding the answer leaves drive at once, and the coroutine, whose `except` and `finally` should see it, stays suspended."""


def drive(coroutine, answer):
    if not hasattr(coroutine, "send") or not hasattr(coroutine, "__await__"):
        raise TypeError("no coroutine")
    if getattr(coroutine, "cr_running", False) or getattr(coroutine, "cr_suspended", False):
        raise RuntimeError("it has begun")
    value = None
    try:
        while True:
            value = answer(coroutine.send(value))
    except StopIteration as stop:
        return stop.value
