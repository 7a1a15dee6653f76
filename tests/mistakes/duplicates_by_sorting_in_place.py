"""``items.sort()`` saves a copy and puts the caller's list into another order."""

from itertools import pairwise


def duplicates_by_sorting(items):
    if not isinstance(items, list):
        items = list(items)
    items.sort()
    repeated, inside = [], False
    for left, right in pairwise(items):
        equal = not left < right
        if equal and not inside:
            repeated.append(left)
        inside = equal
    return repeated
