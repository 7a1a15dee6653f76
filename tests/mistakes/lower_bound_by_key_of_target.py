"""``key`` is applied to items only: `bisect` looks for a key, so the target is one already."""


def lower_bound(items, target, lo=0, hi=None, *, key=None):
    if lo < 0:
        raise ValueError(f"lo must not be negative, not {lo}")
    if hi is None:
        hi = len(items)
    key = key or (lambda item: item)
    while lo < hi:
        middle = (lo + hi) // 2
        if key(items[middle]) < key(target):
            lo = middle + 1
        else:
            hi = middle
    return lo
