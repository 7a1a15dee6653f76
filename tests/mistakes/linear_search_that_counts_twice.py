"""``if target in items`` guards against the ValueError of ``index``, scans the list twice, and cannot read an iterator at all."""


def linear_search(items, target):
    return items.index(target) if target in items else None
