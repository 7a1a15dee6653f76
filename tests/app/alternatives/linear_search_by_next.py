"""A generator of matching places, of which the first is asked for."""

from collections.abc import Iterable


def linear_search(items: Iterable[object], target: object) -> int | None:
    return next((place for place, item in enumerate(items) if item == target), None)
