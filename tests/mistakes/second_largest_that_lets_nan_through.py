"""NaN is less than nothing and nothing is less than it, so a scan that does not look for it answers by where it stands."""

_NOTHING = object()


def second_largest(values, *, distinct=True, default=_NOTHING):
    largest = second = _NOTHING
    for value in values:
        if second is not _NOTHING and value < second:
            continue
        if largest is _NOTHING or largest < value:
            second, largest = largest, value
        elif not distinct or value < largest:
            second = value
    if second is _NOTHING:
        if default is _NOTHING:
            raise ValueError("fewer than two values")
        return default
    return second
