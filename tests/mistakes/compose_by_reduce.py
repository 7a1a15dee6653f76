"""The one-liner nests a lambda for each function, so a thousand of them exceed the recursion limit."""

from functools import reduce


def compose(*functions):
    for function in functions:
        if not callable(function):
            raise TypeError(f"{function!r} is not callable")
    return reduce(lambda f, g: lambda *args, **kwargs: f(g(*args, **kwargs)), functions or (lambda value: value,))
