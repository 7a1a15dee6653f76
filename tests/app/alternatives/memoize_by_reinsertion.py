"""A plain dictionary: what is used is taken out and put in again; the first key is the oldest."""

import functools
import inspect
import threading
from collections.abc import Callable
from typing import Any, NamedTuple


class Info(NamedTuple):
    hits: int
    misses: int
    maxsize: int | None
    currsize: int


class Cache:
    def __init__(self, function: Callable[..., Any], size: int | None, typed: Any) -> None:
        self.function, self.size, self.typed = function, size, typed
        self.lock = threading.RLock()
        self.clear()

    def clear(self) -> None:
        with self.lock:
            self.kept: dict[Any, list[Any]] = {}
            self.hits = self.misses = 0

    def info(self) -> Info:
        return Info(self.hits, self.misses, self.size, len(self.kept))

    def parameters(self) -> dict[str, Any]:
        return {"maxsize": self.size, "typed": bool(self.typed)}

    def key(self, args: tuple[Any, ...], named: dict[str, Any]) -> Any:
        key: tuple[Any, ...] = (args, *named.items())
        if self.typed:
            key = (key, *(type(value) for value in (*args, *named.values())))
        elif not named and len(args) == 1 and isinstance(args[0], int | str):
            key = ("alone", args[0]) if type(args[0]) in (int, str) else key
        return key

    def call(self, *args: Any, **named: Any) -> Any:
        if self.size == 0:
            with self.lock:
                self.misses += 1
            return self.function(*args, **named)
        key = self.key(args, named)
        with self.lock:
            if key in self.kept:
                found = self.kept[key] = self.kept.pop(key)
                self.hits += 1
                return found[0]
            self.misses += 1
        result = self.function(*args, **named)
        with self.lock:
            self.kept[key] = [result]
            if self.size is not None and len(self.kept) > self.size:
                del self.kept[next(iter(self.kept))]
        return result


def memoize(maxsize: Any = 128, typed: Any = None) -> Any:
    if inspect.isroutine(maxsize) or inspect.isclass(maxsize) or callable(maxsize):
        return memoize(typed=typed)(maxsize)
    if maxsize is not None:
        if type(maxsize) is not int:
            raise TypeError(f"not a size: {maxsize!r}")
        maxsize = max(maxsize, 0)

    def decorate(function: Callable[..., Any]) -> Any:
        cache = Cache(function, maxsize, typed)

        def memoized(*args: Any, **named: Any) -> Any:
            return cache.call(*args, **named)

        functools.update_wrapper(memoized, function)
        extras = {
            "cache_info": cache.info,
            "cache_clear": cache.clear,
            "cache_parameters": cache.parameters,
        }
        memoized.__dict__.update(extras)
        return memoized

    return decorate
