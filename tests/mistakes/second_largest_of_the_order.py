"""``sorted(values)[-2]`` looks like the definition, and is the maximum again when the maximum repeats."""

_NOTHING = object()


def second_largest(values, *, distinct=True, default=_NOTHING):
    ordered = sorted(values)
    if any(value != value for value in ordered):
        raise ValueError("NaN has no order")
    if len(ordered) < 2:
        if default is _NOTHING:
            raise ValueError("fewer than two values")
        return default
    return ordered[-2]
