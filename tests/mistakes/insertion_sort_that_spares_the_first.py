"""``at > 0`` is right for an index of the item and one too few for an index of its left neighbour."""


def insertion_sort(items, *, key=None, reverse=False):
    values = list(items)
    if reverse:
        values.reverse()
    keys = [value if key is None else key(value) for value in values]
    for this in range(1, len(values)):
        mark, value = keys[this], values[this]
        at = this - 1
        while at > 0 and mark < keys[at]:
            keys[at + 1], values[at + 1] = keys[at], values[at]
            at -= 1
        keys[at + 1], values[at + 1] = mark, value
    return values[::-1] if reverse else values
