"""``index`` reads like "the place of this item", but it always finds the first place, and scans for it."""


def duplicate_positions(items):
    items = list(items)
    positions = {}
    for item in items:
        positions.setdefault(item, []).append(items.index(item))
    return {item: places for item, places in positions.items() if len(places) > 1}
