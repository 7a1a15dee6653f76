"""Removing the maximum and asking again takes two lines, one number out of the caller's list, and only one of several maxima."""

_NOTHING = object()


def second_largest(values, *, distinct=True, default=_NOTHING):
    if not isinstance(values, list):
        values = list(values)
    if any(value != value for value in values):
        raise ValueError("NaN has no order")
    if len(values) < 2:
        if default is _NOTHING:
            raise ValueError("fewer than two values")
        return default
    values.remove(max(values))
    return max(values)
