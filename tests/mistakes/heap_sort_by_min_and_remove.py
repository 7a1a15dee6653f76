"""Taking the least item again and again is heap sort's idea without the heap: ``min`` and ``remove`` walk all the rest each time."""


def heap_sort(items, *, key=None, reverse=False):
    pairs = [(item if key is None else key(item), item) for item in items]
    ordered = []
    while pairs:
        least = min(pairs, key=lambda pair: pair[0])
        pairs.remove(least)
        ordered.append(least[1])
    return ordered[::-1] if reverse else ordered
