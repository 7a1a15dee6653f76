"""``zip(*[iterator] * n)`` is the idiom everybody quotes; it silently drops what fills no batch."""


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    return zip(*[iter(iterable)] * n, strict=strict)
