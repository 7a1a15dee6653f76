"""A tuple with a minus sign is the answer everybody knows, and no string can be negated."""


def sort_by(items, *keys):
    if not keys:
        raise TypeError("at least one key is needed")
    pairs = [key if isinstance(key, tuple) else (key, "ascending") for key in keys]
    if any(direction not in ("ascending", "descending") for _, direction in pairs):
        raise ValueError("no such direction")
    return sorted(
        items, key=lambda item: tuple(-f(item) if d == "descending" else f(item) for f, d in pairs)
    )
