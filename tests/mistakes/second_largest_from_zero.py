"""Starting at zero is what the example with positive numbers suggests; among negative numbers zero wins."""

_NOTHING = object()


def second_largest(values, *, distinct=True, default=_NOTHING):
    largest = second = 0
    for value in values:
        if value != value:
            raise ValueError("NaN has no order")
        if value > largest:
            second, largest = largest, value
        elif second < value and (value < largest or not distinct):
            second = value
    return second
