"""The second is handed down by each new maximum, and a value between the two is never looked at."""

_NOTHING = object()


def second_largest(values, *, distinct=True, default=_NOTHING):
    largest = second = _NOTHING
    for value in values:
        if value != value:
            raise ValueError("NaN has no order")
        if largest is _NOTHING or largest < value:
            second, largest = largest, value
    if second is _NOTHING:
        if default is _NOTHING:
            raise ValueError("fewer than two values")
        return default
    return second
