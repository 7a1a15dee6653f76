"""Whatever is not "descending" counts as ascending, so "desc" and a typing error sort the wrong way without a word."""


def sort_by(items, *keys):
    if not keys:
        raise TypeError("at least one key is needed")
    ordered = list(items)
    for key in reversed(keys):
        function, direction = key if isinstance(key, tuple) else (key, "ascending")
        ordered.sort(key=function, reverse=direction == "descending")
    return ordered
