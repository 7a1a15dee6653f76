"""``sorted`` has one ``reverse`` for the whole tuple, so a single descending key turns all the others round with it."""


def sort_by(items, *keys):
    if not keys:
        raise TypeError("at least one key is needed")
    pairs = [key if isinstance(key, tuple) else (key, "ascending") for key in keys]
    if any(direction not in ("ascending", "descending") for _, direction in pairs):
        raise ValueError("no such direction")
    down = any(direction == "descending" for _, direction in pairs)
    return sorted(items, key=lambda item: tuple(f(item) for f, _ in pairs), reverse=down)
