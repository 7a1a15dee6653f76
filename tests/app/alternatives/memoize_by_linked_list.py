"""A dictionary of links in a ring, as the Python version of the standard library has it."""

from collections.abc import Callable
from functools import wraps
from threading import RLock
from typing import Any, NamedTuple


class Info(NamedTuple):
    hits: int
    misses: int
    maxsize: int | None
    currsize: int


class Link:
    def __init__(self, key: Any = None, result: Any = None) -> None:
        self.key, self.result = key, result
        self.before = self.after = self

    def leave(self) -> None:
        self.before.after, self.after.before = self.after, self.before

    def enter(self, root: "Link") -> None:
        self.before, self.after = root.before, root
        root.before.after = root.before = self


def key_of(args: tuple[Any, ...], named: dict[str, Any], typed: Any) -> Any:
    if not named and not typed and len(args) == 1 and type(args[0]) in {int, str}:
        return args[0]
    kinds = [*map(type, args), *map(type, named.values())] if typed else []
    return (args, tuple(named.items()), *kinds)


def memoize(maxsize: Any = 128, typed: Any = None) -> Any:
    if callable(maxsize):
        return memoize(128, typed)(maxsize)
    if maxsize is not None and not isinstance(maxsize, int):
        raise TypeError("maxsize is an integer, a function, or None")
    size = maxsize if maxsize is None else max(maxsize, 0)

    def decorate(function: Callable[..., Any]) -> Any:
        links: dict[Any, Link] = {}
        root = Link()
        counts = [0, 0]
        lock = RLock()

        @wraps(function)
        def wrapper(*args: Any, **named: Any) -> Any:
            if size == 0:
                counts[1] += 1
                return function(*args, **named)
            key = key_of(args, named, typed)
            with lock:
                link = links.get(key)
                counts[link is None] += 1
                if link is not None:
                    link.leave()
                    link.enter(root)
                    return link.result
            result = function(*args, **named)
            with lock:
                if key not in links:
                    if len(links) == size:
                        oldest = root.after
                        oldest.leave()
                        del links[oldest.key]
                    links[key] = Link(key, result)
                    links[key].enter(root)
            return result

        def clear() -> None:
            with lock:
                links.clear()
                counts[:] = 0, 0
                root.before = root.after = root

        extended: Any = wrapper
        extended.cache_info = lambda: Info(counts[0], counts[1], size, len(links))
        extended.cache_clear = clear
        extended.cache_parameters = lambda: {"maxsize": size, "typed": bool(typed)}
        return extended

    return decorate
