"""Sorting upwards and then reversing turns the ties round as well, which undoes the passes before."""


def sort_by(items, *keys):
    if not keys:
        raise TypeError("at least one key is needed")
    ordered = list(items)
    for key in reversed(keys):
        function, direction = key if isinstance(key, tuple) else (key, "ascending")
        if direction not in ("ascending", "descending"):
            raise ValueError(direction)
        ordered.sort(key=function)
        if direction == "descending":
            ordered.reverse()
    return ordered
