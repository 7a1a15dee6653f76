"""An executor gets one item for each worker, and those are waited for before more are read."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from typing import Any


def slices(
    pool: Executor, fn: Callable[[Any], object], items: Iterator[Any], size: int
) -> Iterator[Future[object]]:
    late: Exception | None = None
    while late is None:
        futures = []
        for _ in range(size):
            try:
                futures.append(pool.submit(fn, next(items)))
            except Exception as error:  # noqa: BLE001 -- it is raised in its place
                late = error
                break
        yield from futures
    if not isinstance(late, StopIteration):
        raise late


def map_with(
    kind: str, fn: Callable[[Any], object], items: Iterable[Any], *, workers: int | None = None
) -> list[object]:
    if workers is None:
        workers = 2 + (os.cpu_count() or 1)
    if workers < 1:
        raise ValueError("there is nobody to do it")
    pool: Executor
    if kind == "sequential":
        return [*map(fn, items)]
    if kind == "threads":
        pool = ThreadPoolExecutor(workers)
    elif kind == "processes":
        pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    else:
        raise ValueError(f"no such kind: {kind!r}")
    with pool:
        return [*map(Future.result, slices(pool, fn, iter(items), workers))]
