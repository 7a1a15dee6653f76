"""One line and right, but to find two values it sorts all of them: n log n comparisons, and everything in memory."""

_NOTHING = object()


def second_largest(values, *, distinct=True, default=_NOTHING):
    values = list(values)
    if any(value != value for value in values):
        raise ValueError("NaN has no order")
    ordered = sorted(set(values)) if distinct else sorted(values)
    if len(ordered) < 2:
        if default is _NOTHING:
            raise ValueError("fewer than two values")
        return default
    return ordered[-2]
