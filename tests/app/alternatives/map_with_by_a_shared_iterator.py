"""Each thread takes the next item itself; for processes it hands it to a pool of one."""

import os
import threading
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any


class Crew:
    def __init__(self, kind: str, fn: Callable[[Any], object], items: Iterable[Any]) -> None:
        self.kind, self.fn = kind, fn
        self.numbered = enumerate(items)
        self.turn = threading.Lock()
        self.places: dict[int, Future[object]] = {}
        self.stopped: list[Exception] = []  # by the end of the items, or by an error

    def work(self) -> None:
        if self.kind == "threads":
            self.take(self.fn)
        else:
            with ProcessPoolExecutor(1, get_context("spawn")) as pool:
                self.take(lambda item: pool.submit(self.fn, item).result())

    def take(self, call: Callable[[Any], object]) -> None:
        while True:
            with self.turn:
                if self.stopped:
                    return
                try:
                    at, item = next(self.numbered)
                except Exception as error:  # noqa: BLE001 -- the caller gets it
                    self.stopped.append(error)
                    return
                place = self.places[at] = Future()
            try:
                place.set_result(call(item))
            except Exception as error:  # noqa: BLE001 -- the caller gets it
                place.set_exception(error)
                self.stopped.append(error)


def map_with(
    kind: str, fn: Callable[[Any], object], items: Iterable[Any], *, workers: int | None = None
) -> list[object]:
    if kind not in ("sequential", "threads", "processes"):
        raise ValueError(f"kind must be sequential, threads or processes, not {kind!r}")
    if workers is None:
        workers = 2 * len(os.sched_getaffinity(0))
    if workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers}")
    if kind == "sequential":
        return list(map(fn, items))
    crew = Crew(kind, fn, items)
    threads = [threading.Thread(target=crew.work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    results = list(map(Future.result, (crew.places[at] for at in sorted(crew.places))))
    if len(results) == len(crew.places) and not isinstance(crew.stopped[0], StopIteration):
        raise crew.stopped[0]
    return results
