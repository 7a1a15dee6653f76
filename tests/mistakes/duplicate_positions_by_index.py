"""``index`` always finds the first place, and has to scan the list for it."""


def duplicate_positions(items):
    items = list(items)
    positions = {}
    for item in items:
        positions.setdefault(item, []).append(items.index(item))
    return {item: places for item, places in positions.items() if len(places) > 1}
