"""Threads are cheap, so each item gets one: a thousand items are a thousand threads, whatever *workers* says, and an exception ends its thread, is printed there, and leaves a None."""

import threading


def map_with(kind, fn, items, *, workers=None):
    if kind not in ("sequential", "threads", "processes"):
        raise ValueError(kind)
    if workers is not None and workers < 1:
        raise ValueError(workers)
    if kind == "sequential":
        return list(map(fn, items))
    items = list(items)
    results = [None] * len(items)

    def call(at, item):
        results[at] = fn(item)

    threads = [threading.Thread(target=call, args=pair) for pair in enumerate(items)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results
