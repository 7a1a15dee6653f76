"""Looking among all the losers is right, and plays n - 2 more matches where those whom the champion beat are enough."""


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
    champion, losers = values[0], []
    for value in values[1:]:
        if champion < value:
            champion, value = value, champion
        losers.append(value)
    second = losers[0]
    for value in losers[1:]:
        if second < value:
            second = value
    return second
