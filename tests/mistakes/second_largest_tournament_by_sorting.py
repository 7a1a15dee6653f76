"""Sorting finds the order of all the others as well, which nobody asked for and which costs n log n."""


def is_nan(value):
    try:
        return value != value
    except TypeError:
        return False


def second_largest_tournament(values):
    values = list(values)
    if len(values) < 2:
        raise ValueError("fewer than two values")
    if any(is_nan(value) for value in values):
        raise ValueError("NaN has no order")
    return sorted(values)[-2]
