"""``groupby`` behind ``sorted`` is the idiom, but items that can be sorted need not know ``==``: by default it is identity."""

from itertools import groupby


def duplicates_by_sorting(items):
    return [item for item, group in groupby(sorted(items)) if len(list(group)) > 1]
