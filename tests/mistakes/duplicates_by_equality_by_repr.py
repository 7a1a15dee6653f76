"""Comparing the text of the items is fast and hashable, and separates 1 from 1.0 and from True."""


def duplicates_by_equality(items):
    seen, repeated = set(), {}
    for item in items:
        if repr(item) in seen:
            repeated.setdefault(repr(item), item)
        seen.add(repr(item))
    return list(repeated.values())
