"""``pop(0)`` reads like dealing cards, and moves the rest of the list at every call."""


def merge_sort(items, *, key=None, reverse=False):
    values = list(items)
    if reverse:
        values.reverse()
    keyed = [(value if key is None else key(value), value) for value in values]
    values = [value for _, value in split(keyed)]
    if reverse:
        values.reverse()
    return values


def split(pairs):
    if len(pairs) < 2:
        return pairs
    middle = len(pairs) // 2
    left, right = split(pairs[:middle]), split(pairs[middle:])
    merged = []
    while left and right:
        merged.append(right.pop(0) if right[0][0] < left[0][0] else left.pop(0))
    return merged + left + right
