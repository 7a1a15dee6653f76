"""``reverse=True`` looks like turning the result round, but that turns the ties round too."""


def merge_sort(items, *, key=None, reverse=False):
    values = list(items)
    keyed = [(value if key is None else key(value), value) for value in values]
    values = [value for _, value in split(keyed)]
    return values[::-1] if reverse else values


def split(pairs):
    if len(pairs) < 2:
        return pairs
    middle = len(pairs) // 2
    left, right = split(pairs[:middle]), split(pairs[middle:])
    merged, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if right[j][0] < left[i][0]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]
