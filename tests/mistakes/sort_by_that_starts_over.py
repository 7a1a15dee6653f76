"""Every pass sorts the original again instead of what the pass before has left, so only one key counts."""


def sort_by(items, *keys):
    if not keys:
        raise TypeError("at least one key is needed")
    items = list(items)
    for key in reversed(keys):
        function, direction = key if isinstance(key, tuple) else (key, "ascending")
        if direction not in ("ascending", "descending"):
            raise ValueError(direction)
        ordered = sorted(items, key=function, reverse=direction == "descending")
    return ordered
