"""There is a memo, but a copy is put into it only when it is complete: a list that holds itself is met again before that."""


def deep_copy(x, memo=None):
    memo = {} if memo is None else memo
    if id(x) in memo:
        return memo[id(x)]
    if isinstance(x, list):
        y = [deep_copy(item, memo) for item in x]
    elif isinstance(x, tuple):
        y = tuple(deep_copy(item, memo) for item in x)
    elif isinstance(x, dict):
        y = {deep_copy(key, memo): deep_copy(value, memo) for key, value in x.items()}
    else:
        return x
    memo[id(x)] = y
    return y
