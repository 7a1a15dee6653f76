"""Keywords are put in order, which seems right as f(a=1, b=2) is f(b=2, a=1): lru_cache keeps the two apart, since sorting at every call costs more than a second entry."""

import functools
from collections import OrderedDict, namedtuple
from threading import RLock

CacheInfo = namedtuple("CacheInfo", "hits misses maxsize currsize")


def memoize(maxsize=128, typed=False):
    if callable(maxsize):
        return memoize()(maxsize)
    if not (maxsize is None or isinstance(maxsize, int)):
        raise TypeError("maxsize must be an integer or None")
    size = None if maxsize is None else max(0, maxsize)

    def decorate(function):
        cache, lock = OrderedDict(), RLock()
        hits = misses = 0

        @functools.wraps(function)
        def call(*args, **kwargs):
            nonlocal hits, misses
            if size == 0:
                misses += 1
                return function(*args, **kwargs)
            key = (args, *sorted(kwargs.items()))
            if typed:
                key += (*map(type, args), *map(type, kwargs.values()))
            elif len(args) == 1 and not kwargs and type(args[0]) in (int, str):
                key = args[0]
            with lock:
                if key in cache:
                    hits += 1
                    cache.move_to_end(key)
                    return cache[key]
                misses += 1
            result = function(*args, **kwargs)
            with lock:
                cache[key] = result
                if size is not None and len(cache) > size:
                    cache.popitem(last=False)
            return result

        def cache_info():
            return CacheInfo(hits, misses, size, len(cache))

        def cache_clear():
            nonlocal hits, misses
            cache.clear()
            hits = misses = 0

        call.cache_info, call.cache_clear = cache_info, cache_clear
        call.cache_parameters = lambda: {"maxsize": size, "typed": typed}
        return call

    return decorate
