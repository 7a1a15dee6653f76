"""CPython's own rule for the room of a list that grows, instead of a list."""


def reallocations(appends: int) -> tuple[int, int]:
    if appends < 0:
        raise ValueError(f"appends must not be negative, not {appends}")
    room = moves = moved = 0
    for length in range(appends):
        if length == room:
            wanted = length + 1
            room = (wanted + (wanted >> 3) + 6) & ~3
            moves += 1
            moved += length
    return moves, moved
