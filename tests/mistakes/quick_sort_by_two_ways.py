"""Lomuto's partition is the one most courses teach; it puts all items equal to the pivot on one side, quadratic when keys repeat."""


def quick_sort(items, *, key=None, reverse=False, rng=None):
    pairs = [(item if key is None else key(item), item) for item in items]
    todo = [(0, len(pairs) - 1)]
    while todo:
        low, high = todo.pop()
        if low >= high:
            continue
        at = (low + high) // 2 if rng is None else low + rng.randrange(high - low + 1)
        pairs[at], pairs[high] = pairs[high], pairs[at]
        place = low
        for i in range(low, high):
            if pairs[i][0] < pairs[high][0]:
                pairs[i], pairs[place] = pairs[place], pairs[i]
                place += 1
        pairs[place], pairs[high] = pairs[high], pairs[place]
        todo += [(low, place - 1), (place + 1, high)]
    values = [value for _, value in pairs]
    return values[::-1] if reverse else values
