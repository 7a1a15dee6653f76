"""Asking for ``list`` solves the example given and leaves tuples, sets and generators whole."""


def flatten(items, *, atoms=(str, bytes)):
    stack = [iter(items)]
    path = [items]
    while stack:
        for item in stack[-1]:
            if not isinstance(item, list) or isinstance(item, atoms):
                yield item
                continue
            if any(item is container for container in path):
                raise ValueError("a container holds itself")
            stack.append(iter(item))
            path.append(item)
            break
        else:
            stack.pop()
            path.pop()
