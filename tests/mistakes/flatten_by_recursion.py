"""``yield from`` reads best, but every level is a frame: a thousand levels are too many."""


def flatten(items, *, atoms=(str, bytes), _path=()):
    path = (*_path, items)
    for item in items:
        if isinstance(item, atoms) or not (hasattr(item, "__iter__") or hasattr(item, "__getitem__")):
            yield item
        elif any(item is container for container in path):
            raise ValueError("a container holds itself")
        else:
            yield from flatten(item, atoms=atoms, _path=path)
