"""Read as a pipeline, the first function is called first; mathematicians call the last one first."""


def compose(*functions):
    for function in functions:
        if not callable(function):
            raise TypeError(f"{function!r} is not callable")
    if not functions:
        return lambda value: value

    def composed(*args, **kwargs):
        result = functions[0](*args, **kwargs)
        for function in functions[1:]:
            result = function(result)
        return result

    return composed
