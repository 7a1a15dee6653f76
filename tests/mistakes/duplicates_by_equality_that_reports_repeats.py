"""Two nested loops report an item once for every pair of equal items, so a triple comes three times."""


def duplicates_by_equality(items):
    items = list(items)
    return [
        item
        for index, item in enumerate(items)
        for other in items[:index]
        if item is other or item == other
    ]
