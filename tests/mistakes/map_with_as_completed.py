"""``as_completed`` is the natural loop over futures, but it gives results as they are done, and the exception of whoever fails first; a list of the futures, asked in turn, keeps the order."""

from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor, as_completed
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
        futures = [pool.submit(fn, item) for item in items]
        return [future.result() for future in as_completed(futures)]
