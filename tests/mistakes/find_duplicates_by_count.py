"""One line that everybody writes first: it reports a duplicate as often as it occurs, and ``count`` scans the whole list for each item."""


def find_duplicates(items):
    return [item for item in items if items.count(item) > 1]
