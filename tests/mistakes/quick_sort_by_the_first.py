"""The first item as pivot makes a sorted list the worst case, n deep and quadratic."""


def quick_sort(items, *, key=None, reverse=False, rng=None):
    pairs = [(item if key is None else key(item), item) for item in items]
    values = [value for _, value in split(pairs)]
    return values[::-1] if reverse else values


def split(pairs):
    if len(pairs) < 2:
        return pairs
    pivot = pairs[0][0]
    less = [pair for pair in pairs if pair[0] < pivot]
    same = [pair for pair in pairs if not (pair[0] < pivot or pivot < pair[0])]
    greater = [pair for pair in pairs if pivot < pair[0]]
    return split(less) + same + split(greater)
