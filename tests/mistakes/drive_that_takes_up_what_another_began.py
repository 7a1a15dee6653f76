"""The first send(None) starts a new coroutine, so it is sent to every one: to a suspended one it is the answer None to a question that somebody else has."""


def drive(coroutine, answer):
    if not hasattr(coroutine, "send") or not hasattr(coroutine, "__await__"):
        raise TypeError("no coroutine")
    if getattr(coroutine, "cr_running", False):
        raise RuntimeError("it is running")
    try:
        question = coroutine.send(None)
        while True:
            try:
                value = answer(question)
            except BaseException as error:
                question = coroutine.throw(error)
            else:
                question = coroutine.send(value)
    except StopIteration as stop:
        return stop.value
