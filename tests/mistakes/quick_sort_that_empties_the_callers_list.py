"""Taking the pivot with ``pop`` shortens the list that the caller passed in."""


def quick_sort(items, *, key=None, reverse=False, rng=None):
    if not isinstance(items, list):
        items = list(items)
    key = key or (lambda item: item)
    values = split(items, key)
    return values[::-1] if reverse else values


def split(items, key):
    if len(items) < 2:
        return items
    pivot = items.pop(len(items) // 2)
    mark = key(pivot)
    less, rest = [], []
    for item in items:
        (less if key(item) < mark else rest).append(item)
    return split(less, key) + [pivot] + split(rest, key)
