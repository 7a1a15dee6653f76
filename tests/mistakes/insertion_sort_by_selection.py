"""Selection sort is often remembered under the name of insertion sort; it compares all pairs even if the input is sorted."""


def insertion_sort(items, *, key=None, reverse=False):
    values = list(items)
    if reverse:
        values.reverse()
    pairs = [(value if key is None else key(value), value) for value in values]
    ordered = []
    while pairs:
        least = 0
        for at in range(1, len(pairs)):
            if pairs[at][0] < pairs[least][0]:
                least = at
        ordered.append(pairs.pop(least)[1])
    if reverse:
        ordered.reverse()
    return ordered
