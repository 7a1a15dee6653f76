"""A list keeps the order of use: its remove looks for the key from the front, so a call takes as long as the cache is large."""

import functools
from collections import namedtuple

CacheInfo = namedtuple("CacheInfo", "hits misses maxsize currsize")


def memoize(maxsize=128, typed=False):
    if callable(maxsize):
        return memoize()(maxsize)
    if not (maxsize is None or isinstance(maxsize, int)):
        raise TypeError("maxsize must be an integer or None")
    size = None if maxsize is None else max(0, maxsize)

    def decorate(function):
        cache, order = {}, []
        hits = misses = 0

        @functools.wraps(function)
        def call(*args, **kwargs):
            nonlocal hits, misses
            if size == 0:
                misses += 1
                return function(*args, **kwargs)
            key = (args, *kwargs.items())
            if typed:
                key += (*map(type, args), *map(type, kwargs.values()))
            elif len(args) == 1 and not kwargs and type(args[0]) in (int, str):
                key = args[0]
            if key in cache:
                hits += 1
                order.remove(key)
                order.append(key)
                return cache[key]
            misses += 1
            result = function(*args, **kwargs)
            if key not in cache:
                if len(order) == size:
                    del cache[order.pop(0)]
                order.append(key)
            cache[key] = result
            return result

        def cache_clear():
            nonlocal hits, misses
            cache.clear()
            order.clear()
            hits = misses = 0

        call.cache_info = lambda: CacheInfo(hits, misses, size, len(cache))
        call.cache_clear = cache_clear
        call.cache_parameters = lambda: {"maxsize": size, "typed": typed}
        return call

    return decorate
