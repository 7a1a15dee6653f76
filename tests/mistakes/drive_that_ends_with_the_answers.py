"""One `try` around the whole loop looks tidy, but a StopIteration of the answers that ran out is then taken for the end of the coroutine, and its value None for the result."""


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
            except StopIteration:
                coroutine.close()
                raise
            except BaseException as error:
                question = coroutine.throw(error)
            else:
                question = coroutine.send(value)
    except StopIteration as stop:
        return stop.value
