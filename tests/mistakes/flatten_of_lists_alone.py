"""Asking for ``list`` solves the example given and leaves tuples, sets and generators whole."""


def flatten(items, *, atoms=(str, bytes)):
    stack = [(items, iter(items))]
    path = {id(items)}
    while stack:
        container, rest = stack[-1]
        for item in rest:
            if not isinstance(item, list) or isinstance(item, atoms):
                yield item
                continue
            if id(item) in path:
                raise ValueError("a container holds itself")
            stack.append((item, iter(item)))
            path.add(id(item))
            break
        else:
            stack.pop()
            path.remove(id(container))
