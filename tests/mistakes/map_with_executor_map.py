"""``Executor.map`` keeps the order and looks like the whole answer, but it reads all items before it gives a result: an iterator's own error comes before the results of what it gave, and an endless one never ends."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context


def map_with(kind, fn, items, *, workers=None):
    if kind not in ("sequential", "threads", "processes"):
        raise ValueError(kind)
    if workers is not None and workers < 1:
        raise ValueError(workers)
    if kind == "sequential":
        return list(map(fn, items))
    if kind == "threads":
        pool = ThreadPoolExecutor(workers)
    else:
        pool = ProcessPoolExecutor(workers, get_context("spawn"))
    with pool:
        return list(pool.map(fn, items))
