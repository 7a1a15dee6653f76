"""Functional: a flag for each pair of neighbours, then each rise from False to True."""

from collections.abc import Iterable
from itertools import chain, pairwise
from typing import Any


def duplicates_by_sorting(items: Iterable[Any]) -> list[Any]:
    ordered = list(items)
    ordered.sort()
    same = [not left < right for left, right in pairwise(ordered)]
    rises = zip(ordered, chain([False], same), same, strict=False)
    return [item for item, before, now in rises if now and not before]
