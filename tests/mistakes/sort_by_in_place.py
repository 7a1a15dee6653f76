"""``items.sort`` saves a copy and rearranges the caller's list behind their back."""


def sort_by(items, *keys):
    if not keys:
        raise TypeError("at least one key is needed")
    ordered = items if isinstance(items, list) else list(items)
    for key in reversed(keys):
        function, direction = key if isinstance(key, tuple) else (key, "ascending")
        if direction not in ("ascending", "descending"):
            raise ValueError(direction)
        ordered.sort(key=function, reverse=direction == "descending")
    return ordered
