"""The dictionary of what is open is the stack too, because `popitem` takes the last."""

from collections.abc import Iterable, Iterator
from typing import Any

NOTHING = object()


def flatten(items: Iterable[Any], *, atoms: Any = (str, bytes)) -> Iterator[Any]:
    opened: dict[int, tuple[Any, Iterator[Any]]] = {id(items): (items, iter(items))}
    while opened:
        mark, (container, iterator) = opened.popitem()
        item: Any = next(iterator, NOTHING)
        if item is NOTHING:
            continue
        opened[mark] = container, iterator
        if isinstance(item, atoms):
            yield item
        elif id(item) in opened:
            raise ValueError("it goes round in circles")
        else:
            try:
                opened[id(item)] = item, iter(item)
            except TypeError:
                yield item
