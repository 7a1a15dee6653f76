"""(key, item) pairs sort by the key without further code, until two keys are equal and the items themselves are compared."""


def insertion_sort(items, *, key=None, reverse=False):
    values = list(items)
    if reverse:
        values.reverse()
    ordered = []
    for value in values:
        pair = (value if key is None else key(value), value)
        place = len(ordered)
        while place and pair < ordered[place - 1]:
            place -= 1
        ordered.insert(place, pair)
    if reverse:
        ordered.reverse()
    return [value for _, value in ordered]
