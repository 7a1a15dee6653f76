"""`except Exception` is the habit, but cancelling is a BaseException: a CancelledError or KeyboardInterrupt never reaches the coroutine, which cannot clean up."""


def drive(coroutine, answer):
    if not hasattr(coroutine, "send") or not hasattr(coroutine, "__await__"):
        raise TypeError("no coroutine")
    if getattr(coroutine, "cr_running", False) or getattr(coroutine, "cr_suspended", False):
        raise RuntimeError("it has begun")
    try:
        question = coroutine.send(None)
        while True:
            try:
                value = answer(question)
            except Exception as error:
                question = coroutine.throw(error)
            else:
                question = coroutine.send(value)
    except StopIteration as stop:
        return stop.value
