"""The order in which one tells the story, maximum first, asks nearly every value two questions where one would do."""

_NOTHING = object()


def second_largest(values, *, distinct=True, default=_NOTHING):
    largest = second = _NOTHING
    for value in values:
        if value != value:
            raise ValueError("NaN has no order")
        if largest is _NOTHING or largest < value:
            second, largest = largest, value
        elif second is _NOTHING or second < value:
            if not distinct or value < largest:
                second = value
    if second is _NOTHING:
        if default is _NOTHING:
            raise ValueError("fewer than two values")
        return default
    return second
