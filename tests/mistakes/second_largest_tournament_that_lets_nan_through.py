"""NaN loses on the right and wins on the left of ``<``, so the champion depends on the draw."""


def second_largest_tournament(values):
    rounds = [[(value, []) for value in values]]
    if len(rounds[0]) < 2:
        raise ValueError("fewer than two values")
    players = rounds[0]
    while len(players) > 1:
        winners = players[-1:] if len(players) % 2 else []
        for (one, beaten), (other, also) in zip(players[::2], players[1::2]):
            winners.append((other, [*also, one]) if one < other else (one, [*beaten, other]))
        players = winners
    ((_, beaten),) = players
    second = beaten[0]
    for value in beaten[1:]:
        if second < value:
            second = value
    return second
