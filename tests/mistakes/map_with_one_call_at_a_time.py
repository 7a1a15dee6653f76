"""``submit(...).result()`` in one line waits for each call before it begins the next: everything is right, but one worker works and the others never start."""

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
        return list(map(lambda item: pool.submit(fn, item).result(), items))
