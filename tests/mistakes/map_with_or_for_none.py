"""``workers or os.cpu_count()`` reads well, but 0 is false too: who computes the number of workers and gets it wrong is given all cores instead of an error."""

import os
from collections import deque
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context


def map_with(kind, fn, items, *, workers=None):
    workers = workers or max(2, os.cpu_count() or 1)
    if kind == "sequential":
        return list(map(fn, items))
    if kind == "threads":
        pool = ThreadPoolExecutor(workers)
    elif kind == "processes":
        pool = ProcessPoolExecutor(workers, get_context("spawn"))
    else:
        raise ValueError(kind)

    def futures():
        waiting = deque()
        try:
            for item in items:
                waiting.append(pool.submit(fn, item))
                if len(waiting) == 2 * workers:
                    yield waiting.popleft()
        except Exception:
            yield from waiting
            raise
        yield from waiting

    try:
        return list(map(lambda future: future.result(), futures()))
    finally:
        pool.shutdown(cancel_futures=True)
