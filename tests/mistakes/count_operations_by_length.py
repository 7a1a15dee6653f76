"""One operation an item is a guess about the function and not a measurement of it."""


def count_operations(function, items):
    items = list(items)
    function(items)
    return len(items)
