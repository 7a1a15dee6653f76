"""Reading the keys from left to right is natural, but the last stable pass wins, so the most significant key must come last."""


def sort_by(items, *keys):
    if not keys:
        raise TypeError("at least one key is needed")
    ordered = list(items)
    for key in keys:
        function, direction = key if isinstance(key, tuple) else (key, "ascending")
        if direction not in ("ascending", "descending"):
            raise ValueError(direction)
        ordered.sort(key=function, reverse=direction == "descending")
    return ordered
