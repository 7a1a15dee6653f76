"""A new maximum replaces the old one, and nobody remembers that the old one is now second."""

_NOTHING = object()


def second_largest(values, *, distinct=True, default=_NOTHING):
    largest = second = _NOTHING
    for value in values:
        if value != value:
            raise ValueError("NaN has no order")
        if largest is _NOTHING or largest < value:
            largest = value
        elif (second is _NOTHING or second < value) and (not distinct or value < largest):
            second = value
    if second is _NOTHING:
        if default is _NOTHING:
            raise ValueError("fewer than two values")
        return default
    return second
