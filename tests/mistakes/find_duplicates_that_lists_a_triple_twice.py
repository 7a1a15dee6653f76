"""Appending whatever was seen before is tried on pairs only, and an item that occurs three times comes out twice."""


def find_duplicates(items):
    seen, repeated = set(), []
    for item in items:
        if item in seen:
            repeated.append(item)
        seen.add(item)
    return repeated
