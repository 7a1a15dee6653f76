"""Items that can be sorted need not know ``==``, and a class that defines only ``<`` compares by identity."""

from itertools import groupby


def duplicates_by_sorting(items):
    return [item for item, group in groupby(sorted(items)) if len(list(group)) > 1]
