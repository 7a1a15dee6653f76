"""Each open level links to the one outside it, and the type is asked instead of a try."""

from collections.abc import Iterable, Iterator
from typing import Any

END = object()


def flatten(items: Iterable[Any], *, atoms: Any = (str, bytes)) -> Iterator[Any]:
    level: Any = (items, iter(items), None)
    inside = {id(items)}
    while level is not None:
        container, iterator, outer = level
        item: Any = next(iterator, END)
        if item is END:
            inside.discard(id(container))
            level = outer
            continue
        kind = type(item)
        opens = hasattr(kind, "__iter__") or hasattr(kind, "__getitem__")
        if isinstance(item, atoms) or not opens:
            yield item
        elif id(item) in inside:
            raise ValueError("found itself again")
        else:
            inside.add(id(item))
            level = (item, iter(item), level)
