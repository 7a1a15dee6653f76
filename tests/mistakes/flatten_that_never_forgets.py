"""To find a cycle it remembers every list it opened, so the same list twice is taken for one."""


def flatten(items, *, atoms=(str, bytes)):
    seen = {id(items): items}
    stack = [iter(items)]
    while stack:
        for item in stack[-1]:
            if isinstance(item, atoms) or not hasattr(item, "__iter__") and not hasattr(item, "__getitem__"):
                yield item
                continue
            if id(item) in seen:
                raise ValueError("a container holds itself")
            seen[id(item)] = item
            stack.append(iter(item))
            break
        else:
            stack.pop()
