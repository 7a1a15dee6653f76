"""When each plays the champion so far, the champion may have met everybody, and the second round has as many matches as the first."""


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
    champion, beaten = values[0], []
    for value in values[1:]:
        if champion < value:
            champion, beaten = value, [champion]
        else:
            beaten.append(value)
    second = beaten[0]
    for value in beaten[1:]:
        if second < value:
            second = value
    return second
