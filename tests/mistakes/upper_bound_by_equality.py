"""It reuses the lower bound and walks right while items are equal, which takes n steps when they all are."""


def upper_bound(items, target, lo=0, hi=None, *, key=None):
    if lo < 0:
        raise ValueError(f"lo must not be negative, not {lo}")
    end = len(items) if hi is None else hi
    key = key or (lambda item: item)
    while lo < end and not target < key(items[lo]):
        lo += 1
    return lo
