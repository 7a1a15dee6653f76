"""Slices need a sequence, and ``range`` a length: a stream has neither."""


def windows(iterable, n):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    return (tuple(iterable[start : start + n]) for start in range(len(iterable) - n + 1))
