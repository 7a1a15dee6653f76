"""Three lines that read well: ``min`` and ``remove`` each walk the list for every item, even a sorted one."""


def insertion_sort(items, *, key=None, reverse=False):
    rest = list(items)
    if reverse:
        rest.reverse()
    pairs = [(item if key is None else key(item), item) for item in rest]
    ordered = []
    while pairs:
        least = min(pairs, key=lambda pair: pair[0])
        pairs.remove(least)
        ordered.append(least[1])
    return ordered[::-1] if reverse else ordered
