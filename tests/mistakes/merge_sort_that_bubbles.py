"""Bubble sort under a better name: neighbours are swapped, so every pair has to meet."""


def merge_sort(items, *, key=None, reverse=False):
    values = list(items)
    if reverse:
        values.reverse()
    keys = [value if key is None else key(value) for value in values]
    for end in range(len(values) - 1, 0, -1):
        for at in range(end):
            if keys[at + 1] < keys[at]:
                keys[at], keys[at + 1] = keys[at + 1], keys[at]
                values[at], values[at + 1] = values[at + 1], values[at]
    if reverse:
        values.reverse()
    return values
