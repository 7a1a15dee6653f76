"""A flag for each item keeps the place that its key took at first sight, so [1, 2, 2, 1] gives 1 before 2."""


def find_duplicates(items):
    again = {}
    for item in items:
        again[item] = item in again
    return [item for item, repeated in again.items() if repeated]
