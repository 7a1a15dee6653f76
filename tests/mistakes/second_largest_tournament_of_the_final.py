"""The loser of the final is called runner-up in sport, but the second best may have met the champion in the first round."""


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
    while len(values) > 2:
        odd = values[-1:] if len(values) % 2 else []
        values = [b if a < b else a for a, b in zip(values[::2], values[1::2])] + odd
    one, other = values
    return one if one < other else other
