"""The place of an item is the number of smaller ones, which is right, and is found here by looking at all of them."""


def lower_bound(items, target, lo=0, hi=None, *, key=None):
    if lo < 0:
        raise ValueError(f"lo must not be negative, not {lo}")
    part = items[lo:hi]
    return lo + sum((item if key is None else key(item)) < target for item in part)
