"""Grouping the places by item is most of the work, so the items that occur only once are easily left in."""


def duplicate_positions(items):
    positions = {}
    for index, item in enumerate(items):
        positions.setdefault(item, []).append(index)
    return positions
