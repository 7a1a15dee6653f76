"""``default=None`` cannot tell "no default" from "None, please", and returns None where an error was due."""


def second_largest(values, *, distinct=True, default=None):
    largest = second = None
    for value in values:
        if value != value:
            raise ValueError("NaN has no order")
        if second is not None and value < second:
            continue
        if largest is None or largest < value:
            second, largest = largest, value
        elif not distinct or value < largest:
            second = value
    return default if second is None else second
