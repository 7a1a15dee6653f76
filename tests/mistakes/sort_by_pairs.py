"""Sorting (key, item) pairs compares the items themselves where keys are equal: ties move, and items without ``<`` fail."""


def sort_by(items, *keys):
    if not keys:
        raise TypeError("at least one key is needed")
    ordered = list(items)
    for key in reversed(keys):
        function, direction = key if isinstance(key, tuple) else (key, "ascending")
        if direction not in ("ascending", "descending"):
            raise ValueError(direction)
        pairs = sorted([(function(item), item) for item in ordered], reverse=direction == "descending")
        ordered = [item for _, item in pairs]
    return ordered
