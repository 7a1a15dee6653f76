"""The parameter for a generator is there and never used, so the pivot stays predictable."""


def quick_sort(items, *, key=None, reverse=False, rng=None):
    pairs = [(item if key is None else key(item), item) for item in items]
    ordered, todo = [], [(pairs, False)]
    while todo:
        part, equal = todo.pop()
        if equal or len(part) < 2:
            ordered += part
            continue
        pivot = part[len(part) // 2][0]
        less = [pair for pair in part if pair[0] < pivot]
        rest = [pair for pair in part if not pair[0] < pivot]
        same = [pair for pair in rest if not pivot < pair[0]]
        greater = [pair for pair in rest if pivot < pair[0]]
        todo += [(greater, False), (same, True), (less, False)]
    values = [value for _, value in ordered]
    return values[::-1] if reverse else values
