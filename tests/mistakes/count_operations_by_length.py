"""Complexity is read off the code, one operation an item: a guess about the function and no measurement of it."""


def count_operations(function, items):
    items = list(items)
    function(items)
    return len(items)
