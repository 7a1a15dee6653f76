"""Two leave the queue, the winner joins it again with the list of those it has beaten."""

from collections import deque
from collections.abc import Iterable
from math import isnan
from typing import Any


def second_largest_tournament(values: Iterable[Any]) -> Any:
    queue: deque[tuple[Any, list[Any]]] = deque()
    for value in values:
        if isinstance(value, float) and isnan(value):
            raise ValueError("NaN is not allowed")
        queue.append((value, []))
    if len(queue) < 2:
        raise ValueError("need two values or more")
    while len(queue) > 1:
        (one, beaten), (other, also_beaten) = queue.popleft(), queue.popleft()
        if one < other:
            also_beaten.append(one)
            queue.append((other, also_beaten))
        else:
            beaten.append(other)
            queue.append((one, beaten))
    _, candidates = queue.pop()
    best = candidates[0]
    for candidate in candidates[1:]:
        if best < candidate:  # noqa: PLR1730 -- max asks for >
            best = candidate
    return best
