"""``key(a) < key(b)`` is the obvious comparison, and computes each key n log n times instead of n."""


def merge_sort(items, *, key=None, reverse=False):
    values = list(items)
    if reverse:
        values.reverse()
    values = split(values, key or (lambda value: value))
    if reverse:
        values.reverse()
    return values


def split(values, key):
    if len(values) < 2:
        return values
    middle = len(values) // 2
    left, right = split(values[:middle], key), split(values[middle:], key)
    merged, i, j = [], 0, 0
    while i < len(left) and j < len(right):
        if key(right[j]) < key(left[i]):
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]
