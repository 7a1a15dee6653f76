"""A tree in a list of 2n places: the winner of 2i and 2i + 1 stands at i."""

from collections.abc import Iterable
from math import isnan
from typing import Any


def second_largest_tournament(values: Iterable[Any]) -> Any:
    players = list(values)
    n = len(players)
    if n < 2:
        raise ValueError("at least two values are needed")
    if any(isinstance(player, float) and isnan(player) for player in players):
        raise ValueError("NaN cannot play")
    # Numbers of players, so that equal ones are told apart.
    tree = [0] * n + list(range(n))
    for place in range(n - 1, 0, -1):
        left, right = tree[2 * place], tree[2 * place + 1]
        tree[place] = right if players[left] < players[right] else left
    champion = tree[1]
    place = n + champion
    second = None
    while place > 1:
        loser = players[tree[place ^ 1]]
        if second is None or second[0] < loser:
            second = (loser,)
        place //= 2
    assert second is not None
    return second[0]
