"""One comparator for all the keys is right, and asks the keys again at every comparison: n log n times instead of n."""

from functools import cmp_to_key


def sort_by(items, *keys):
    if not keys:
        raise TypeError("at least one key is needed")
    pairs = [key if isinstance(key, tuple) else (key, "ascending") for key in keys]
    if any(direction not in ("ascending", "descending") for _, direction in pairs):
        raise ValueError("no such direction")

    def compare(left, right):
        for function, direction in pairs:
            a, b = function(left), function(right)
            if a < b:
                return -1 if direction == "ascending" else 1
            if b < a:
                return 1 if direction == "ascending" else -1
        return 0

    return sorted(items, key=cmp_to_key(compare))
