"""Functional: drop what differs, and look at what is left."""

from collections.abc import Iterable
from itertools import dropwhile


def linear_search(items: Iterable[object], target: object) -> int | None:
    rest = dropwhile(lambda pair: pair[1] != target, enumerate(items))
    place, _ = next(rest, (None, None))
    return place
