"""Slices are the first idea for a list, but a file or a generator has neither length nor slices."""


def batched(iterable, n, *, strict=False):
    if n < 1:
        raise ValueError(f"n must be at least 1, not {n}")
    if strict and len(iterable) % n:
        raise ValueError("the last batch is incomplete")
    return (tuple(iterable[start : start + n]) for start in range(0, len(iterable), n))
