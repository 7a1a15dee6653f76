"""The pairs are told from the bare functions by pattern matching; one sort for each, in place."""

from collections.abc import Callable, Iterable
from typing import Any


def sort_by(
    items: Iterable[Any], *keys: Callable[[Any], Any] | tuple[Callable[[Any], Any], str]
) -> list[Any]:
    plan: list[tuple[Callable[[Any], Any], bool]] = []
    for key in keys:
        match key:
            case (function, "descending"):
                plan.insert(0, (function, True))
            case (function, "ascending"):
                plan.insert(0, (function, False))
            case (_, direction):
                raise ValueError(f"sort_by knows no direction {direction!r}")
            case function:
                plan.insert(0, (function, False))
    if not plan:
        raise TypeError("sort_by was called without a key")
    result = [*items]
    for function, down in plan:
        result.sort(key=function, reverse=down)
    return result
