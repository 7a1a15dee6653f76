"""An ``id`` is unique among the living alone: keep the number without the object, and it comes back."""


def flatten(items, *, atoms=(str, bytes)):
    stack = [(id(items), iter(items))]
    path = {id(items)}
    while stack:
        address, iterator = stack[-1]
        for item in iterator:
            if isinstance(item, atoms) or not (hasattr(item, "__iter__") or hasattr(item, "__getitem__")):
                yield item
                continue
            if id(item) in path:
                raise ValueError("a container holds itself")
            path.add(id(item))
            stack.append((id(item), iter(item)))
            break
        else:
            stack.pop()
            path.remove(address)
