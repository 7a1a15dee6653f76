"""Asking ``left < right`` takes the right one on a tie, so equal items change places."""


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
    merged, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if left[i][0] < right[j][0]:
            merged.append(left[i])
            i += 1
        else:
            merged.append(right[j])
            j += 1
    return merged + left[i:] + right[j:]
