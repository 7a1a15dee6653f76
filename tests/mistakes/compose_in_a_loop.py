"""Each lambda of a loop is to call the one before it, but all of them see the variables' last values:
the outermost calls itself.
"""


def compose(*functions):
    for function in functions:
        if not callable(function):
            raise TypeError(f"{function!r} is not callable")
    composed = functions[-1] if functions else lambda value: value
    for function in functions[-2::-1]:
        composed = lambda *args, **kwargs: function(composed(*args, **kwargs))
    return composed
