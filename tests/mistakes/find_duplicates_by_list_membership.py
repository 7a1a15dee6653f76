"""The right algorithm with the wrong container: ``in`` looks into a set by hash, and goes through a list item by item."""


def find_duplicates(items):
    seen, repeated = [], []
    for item in items:
        if item in seen:
            if item not in repeated:
                repeated.append(item)
        else:
            seen.append(item)
    return repeated
