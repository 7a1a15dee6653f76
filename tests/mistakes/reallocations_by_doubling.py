"""Textbook lists double; CPython's grow by an eighth, so it reallocates far more often."""


def reallocations(appends):
    if appends < 0:
        raise ValueError(f"appends must not be negative, not {appends}")
    moves = elements = capacity = 0
    for length in range(appends):
        if length == capacity:
            capacity = capacity * 2 or 1
            moves += 1
            elements += length
    return moves, elements
