"""One level too many: the rows are copied as well, so a change made in one of them is not seen where it should be."""


def shallow_copy(x):
    if isinstance(x, list):
        return [shallow_copy(item) for item in x]
    if isinstance(x, dict):
        return {key: shallow_copy(value) for key, value in x.items()}
    return x
