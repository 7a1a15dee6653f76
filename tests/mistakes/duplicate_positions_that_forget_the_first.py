"""Once an item is known to be repeated its first place has gone by, and nobody wrote it down."""


def duplicate_positions(items):
    seen, positions = set(), {}
    for index, item in enumerate(items):
        if item in seen:
            positions.setdefault(item, []).append(index)
        seen.add(item)
    return positions
