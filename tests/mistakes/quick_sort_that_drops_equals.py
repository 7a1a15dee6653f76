"""The one-liner with ``<`` and ``>`` keeps one pivot and loses every other item equal to it."""


def quick_sort(items, *, key=None, reverse=False, rng=None):
    pairs = [(item if key is None else key(item), item) for item in items]
    values = [value for _, value in split(pairs)]
    return values[::-1] if reverse else values


def split(pairs):
    if len(pairs) < 2:
        return pairs
    pivot = pairs[len(pairs) // 2]
    less = [pair for pair in pairs if pair[0] < pivot[0]]
    greater = [pair for pair in pairs if pivot[0] < pair[0]]
    return split(less) + [pivot] + split(greater)
