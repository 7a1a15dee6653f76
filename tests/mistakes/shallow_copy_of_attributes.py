"""A bare object and the attributes of the old one's `__dict__`: slots are lost, and so are the items of a class derived from list or dict."""


def shallow_copy(x):
    if type(x) in {list, dict, set, bytearray}:
        return x.copy()
    if not hasattr(x, "__dict__") or callable(x):
        return x
    y = type(x).__new__(type(x))
    y.__dict__.update(x.__dict__)
    return y
