"""Pushing the items in reverse order needs them all at once, and an endless source never starts."""


def flatten(items, *, atoms=(str, bytes)):
    left = object()
    path = {id(items): items}
    stack = [(left, items), *((None, item) for item in reversed(list(items)))]
    while stack:
        mark, item = stack.pop()
        if mark is left:
            del path[id(item)]
        elif isinstance(item, atoms) or not (hasattr(item, "__iter__") or hasattr(item, "__getitem__")):
            yield item
        elif id(item) in path:
            raise ValueError("a container holds itself")
        else:
            path[id(item)] = item
            stack.append((left, item))
            stack += ((None, part) for part in reversed(list(item)))
