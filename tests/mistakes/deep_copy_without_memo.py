"""Recursion over the built-in containers, as long as the data is a tree: what is shared is copied once for each way to it, and a cycle never ends."""


def deep_copy(x, memo=None):
    if isinstance(x, list):
        return [deep_copy(item, memo) for item in x]
    if isinstance(x, tuple):
        return tuple(deep_copy(item, memo) for item in x)
    if isinstance(x, dict):
        return {deep_copy(key, memo): deep_copy(value, memo) for key, value in x.items()}
    return x
