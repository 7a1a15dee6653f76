"""``list.index`` finds the earlier equal item, a flag beside it says whether it is reported."""

from collections.abc import Iterable
from typing import Any


def duplicates_by_equality(items: Iterable[Any]) -> list[Any]:
    distinct: list[Any] = []
    reported: list[bool] = []
    result = []
    for item in items:
        try:
            place = distinct.index(item)
        except ValueError:
            distinct.append(item)
            reported.append(False)
            continue
        if not reported[place]:
            reported[place] = True
            result.append(item)
    return result
