"""It is simpler to make a new heap than to mend one, but it costs n for every item that is taken: quadratic."""


def heap_sort(items, *, key=None, reverse=False):
    pairs = [(item if key is None else key(item), item) for item in items]
    ordered = []
    while pairs:
        for at in range(len(pairs) - 1, 0, -1):
            above = (at - 1) // 2
            if pairs[at][0] < pairs[above][0]:
                pairs[at], pairs[above] = pairs[above], pairs[at]
        pairs[0], pairs[-1] = pairs[-1], pairs[0]
        ordered.append(pairs.pop()[1])
    return ordered[::-1] if reverse else ordered
