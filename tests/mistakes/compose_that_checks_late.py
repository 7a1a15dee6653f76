"""What is not callable raises by itself, but only at the first call, far from the line to blame."""


def compose(*functions):
    def composed(*args, **kwargs):
        if not functions:
            (value,) = args
            return value
        result = functions[-1](*args, **kwargs)
        for function in functions[-2::-1]:
            result = function(result)
        return result

    return composed
