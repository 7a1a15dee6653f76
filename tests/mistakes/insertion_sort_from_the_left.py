"""One looks for a place from the left because one reads that way; it makes sorted input the worst case and puts ties before."""


def insertion_sort(items, *, key=None, reverse=False):
    values = list(items)
    if reverse:
        values.reverse()
    ordered = []
    for value in values:
        mark = value if key is None else key(value)
        place = 0
        while place < len(ordered) and ordered[place][0] < mark:
            place += 1
        ordered.insert(place, (mark, value))
    if reverse:
        ordered.reverse()
    return [value for _, value in ordered]
