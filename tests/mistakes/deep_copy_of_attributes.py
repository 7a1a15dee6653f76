"""An object is taken for the attributes in its `__dict__`: slots are lost, and so are the items of a class derived from list or dict."""


def deep_copy(x, memo=None):
    memo = {} if memo is None else memo
    if id(x) in memo:
        return memo[id(x)]
    if type(x) is list:
        y = memo[id(x)] = []
        y.extend(deep_copy(item, memo) for item in x)
    elif type(x) is tuple:
        items = [deep_copy(item, memo) for item in x]
        if id(x) in memo:
            return memo[id(x)]
        y = x if all(map(lambda a, b: a is b, x, items)) else tuple(items)
    elif type(x) is dict:
        y = memo[id(x)] = {}
        for key, value in x.items():
            y[deep_copy(key, memo)] = deep_copy(value, memo)
    elif hasattr(x, "__dict__") and not callable(x):
        y = memo[id(x)] = object.__new__(type(x))
        for name, value in vars(x).items():
            setattr(y, name, deep_copy(value, memo))
    else:
        return x
    memo[id(x)] = y
    memo.setdefault(id(memo), []).append(x)
    return y
