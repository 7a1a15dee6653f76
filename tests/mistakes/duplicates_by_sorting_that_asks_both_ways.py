"""Neither less nor greater is the definition of equal, but behind a sort one of the two questions is answered already."""

from itertools import pairwise


def duplicates_by_sorting(items):
    repeated, inside = [], False
    for left, right in pairwise(sorted(items)):
        equal = not left < right and not right < left
        if equal and not inside:
            repeated.append(left)
        inside = equal
    return repeated
