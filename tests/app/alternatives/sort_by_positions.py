"""Positions are sorted, by the keys of all items computed beforehand."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any


def sort_by(
    items: Iterable[Any], *keys: Callable[[Any], Any] | tuple[Callable[[Any], Any], str]
) -> list[Any]:
    if len(keys) == 0:
        raise TypeError("give at least one key")
    values = list(items)
    order: Sequence[int] = range(len(values))
    for key in keys[::-1]:
        function, direction = key if isinstance(key, tuple) else (key, "ascending")
        if direction == "descending":
            down = True
        elif direction == "ascending":
            down = False
        else:
            raise ValueError(f"{direction!r} is no direction")
        ranks = [function(value) for value in values]
        order = sorted(order, key=ranks.__getitem__, reverse=down)
    return [values[place] for place in order]
