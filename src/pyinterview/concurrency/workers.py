"""Threads or processes.

Q9. Explain multithreading vs multiprocessing in Python.

## In one breath

Threads share one memory and start quickly, but the GIL lets one of them at a time run Python code:
use them to wait for many things at once. Each process has an interpreter, a GIL and a memory of
its own, so work for the processor runs on several cores; the price is a slow start, and that
functions, items and results are pickled and copied. A crash ends one process, but all threads.

## Pitfalls

- *Processes are always faster.* An item shorter than its round trip, or a batch shorter than the
  start of the workers, is done sooner in a plain loop. Measure; send work in larger pieces.
- *The GIL makes threads safe.* `count += 1` is a read and a write, and another thread may come
  between them. Shared data needs a lock, or a queue instead.
- *A process sees my globals.* It has copies: what it appends to a list stays there. Return results.
- *`fork` is the fast start, so use it.* It copies locks that other threads hold, but not the
  threads that would release them: the child may wait forever. From 3.12 that is a
  `DeprecationWarning`; `spawn` starts a new interpreter instead.
- *The number of cores is `os.cpu_count()`.* A container may be given fewer: ask
  `os.sched_getaffinity`, or `os.process_cpu_count` from 3.13.

## Asked next

- *Why guard a script by `if __name__ == "__main__"`?* A spawned worker imports the main module to
  find its functions, and without the guard would start workers of its own: a `RuntimeError`.
- *What cannot be sent?* Lambdas, local functions, locks, sockets, generators: a function travels
  as its module and name, so a worker must be able to import it.
- *What if a worker is killed?* The pool is broken: `BrokenProcessPool`, not a wait without end.
- *How do I stop one?* A process can be killed. A thread cannot: let it look at an event.
- *Forkserver?* Forks from a clean process without threads; Linux's default from 3.14. That
  process stays until the program ends, and Windows has none.

## Sources

- https://docs.python.org/3/library/multiprocessing.html#contexts-and-start-methods
- https://docs.python.org/3/library/concurrent.futures.html
- https://docs.python.org/3/library/pickle.html#what-can-be-pickled-and-unpickled
- https://pubs.opengroup.org/onlinepubs/9799919799/functions/fork.html (fork in a threaded program)
"""

import os
import pickle
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import count, islice, pairwise
from time import perf_counter
from typing import Any, Literal, NamedTuple, TypeAlias, TypeVar, get_args

from pyinterview.lab.evidence import BadInput, Claim, Demo, Span, Table, Timeline, cropped
from pyinterview.lab.naming import load_named, told
from pyinterview.lab.scratch import interrupts_held

__all__ = ["map_with"]

T = TypeVar("T")
R = TypeVar("R")
Kind: TypeAlias = Literal["sequential", "threads", "processes"]
KINDS: tuple[Kind, ...] = get_args(Kind)


def map_with(
    kind: Kind, fn: Callable[[T], R], items: Iterable[T], *, workers: int | None = None
) -> list[R]:
    """Return ``list(map(fn, items))``, worked out one by one, in threads or in processes.

    Results are in the order of *items*; what is raised is what `map` would raise, the exception of
    the first item that fails, after calls that run already have ended. At most twice as many items
    as *workers* are read ahead of the result that is waited for. *workers* is by default the number
    of usable cores, and 4 more for threads, at most 32. Raises ``ValueError`` for another *kind*
    and for *workers* below 1.

    Processes are spawned, which is safe beside threads and the same on every system. *fn* is one
    that a worker can import; what cannot be pickled is a ``TypeError`` that names the part. A
    worker that dies is a `BrokenProcessPool`. No thread or worker is left afterwards: Ctrl-C kills
    the workers (threads cannot be killed, so their calls are waited for).

    >>> map_with("threads", len, iter(["a", "bb"]), workers=8)
    [1, 2]
    >>> map_with("threads", int, ["1", "two", "three"])
    Traceback (most recent call last):
      ...
    ValueError: invalid literal for int() with base 10: 'two'
    """
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
    if workers is None:
        workers = _cores() if kind == "processes" else min(32, _cores() + 4)
    if workers < 1:
        raise ValueError(f"workers must be at least 1, not {workers}")
    if kind == "threads":
        return _in_threads(fn, iter(items), workers)
    if kind == "processes":
        return _in_processes(fn, iter(items), workers)
    return list(map(fn, items))


def _cores() -> int:
    """Return on how many cores this process may run, which may be fewer than there are."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _in_threads(fn: Callable[[T], R], items: Iterator[T], workers: int) -> list[R]:
    from concurrent.futures import Future, ThreadPoolExecutor  # noqa: PLC0415 -- slow to import

    pool = ThreadPoolExecutor(workers)
    try:
        futures = _in_order(lambda item: pool.submit(fn, item), items, 2 * workers)
        return list(map(Future.result, futures))
    finally:
        pool.shutdown(cancel_futures=True)


def _in_order(submit: Callable[[T], R], items: Iterator[T], ahead: int) -> Iterator[R]:
    """Submit *items*, never more than *ahead* of the next one to be yielded."""
    waiting: deque[R] = deque()
    try:
        for item in items:
            waiting.append(submit(item))
            if len(waiting) == ahead:
                yield waiting.popleft()
    except Exception:
        yield from waiting  # if one of these fails, it fails first, as in map
        raise
    yield from waiting


def _in_processes(fn: Callable[[T], R], items: Iterator[T], workers: int) -> list[R]:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415 -- slow to import
    from multiprocessing import get_context  # noqa: PLC0415 -- the same

    function, numbers = _packed(fn, "fn"), count()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), initializer=_end_with_parent)

    def submit(item: T) -> Any:
        sent = _packed(item, f"items[{next(numbers)}]")
        with interrupts_held():  # this may start a worker, which inherits it: Ctrl-C is ours
            return pool.submit(_apply, function, sent)

    try:
        try:
            futures = _in_order(submit, items, 2 * workers)
            return list(map(lambda future: pickle.loads(future.result()), futures))  # noqa: C417, S301 -- map ends as map does; what our own worker packed
        except Exception:
            pool.shutdown(cancel_futures=True)  # the calls that run are waited for
            raise
    except BaseException:  # after Ctrl-C, also in that wait, there are processes to be killed
        for process in list((pool._processes or {}).values()):  # noqa: SLF001 -- kill_workers() from 3.14
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _end_with_parent() -> None:
    """In a worker: end when the parent has been killed, instead of waiting for it forever."""
    from multiprocessing import parent_process  # noqa: PLC0415 -- slow to import

    def watch(parent: Any) -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, args=[parent_process()], daemon=True).start()


def _apply(function: bytes, item: bytes) -> bytes:
    """In a worker: call the function; what cannot travel is found here, where it breaks no pool."""
    try:
        result = pickle.loads(function)(pickle.loads(item))  # noqa: S301 -- from our own parent
    except Exception as error:
        try:
            pickle.loads(pickle.dumps(error))  # noqa: S301 -- packed just now
        except Exception:  # noqa: BLE001 -- a class of the reader's may raise anything
            raise RuntimeError(f"{told(error)} (the exception cannot be pickled)") from None
        raise
    return _packed(result, "the result")


def _packed(value: object, name: str) -> bytes:
    """Pickle *value*; ``TypeError`` that names the innermost part which cannot be pickled."""
    try:
        return pickle.dumps(value)
    except Exception as error:
        path, part = _culprit(value, name)
        kind = type(part).__name__
        raise TypeError(f"{path:.120} cannot be pickled: it is of type {kind}") from error


def _culprit(value: object, path: str) -> tuple[str, object]:
    """Return the first part that cannot be pickled though all its own parts can."""
    found, seen = [(path, value)], {id(value)}
    while found:
        at, part = found.pop()
        inside = [(at + step, each) for step, each in _parts(part) if not _picklable(each)]
        if not inside or len(at) > 120:
            return at, part
        found += [pair for pair in reversed(inside) if id(pair[1]) not in seen]
        seen.update(id(each) for _, each in inside)
    return path, value  # what fails is a cycle as a whole


def _picklable(value: object) -> bool:
    try:
        pickle.dumps(value)
    except Exception:  # noqa: BLE001 -- a class of the reader's may raise anything
        return False
    return True


def _parts(value: Any) -> list[tuple[str, object]]:
    if isinstance(value, dict):
        return [(f"[{key!r}]", part) for key, part in value.items()]
    if isinstance(value, list | tuple):
        return [(f"[{at}]", part) for at, part in enumerate(value)]
    if hasattr(value, "__self__"):  # a method travels with its object
        return [(".__self__", value.__self__)]
    if hasattr(value, "__name__"):  # a function or class travels as its name, a module not at all
        return []
    return [(f".{name}", part) for name, part in getattr(value, "__dict__", {}).items()]


def count_primes(n: int) -> int:
    """Return how many primes there are below *n*, by trial division: work for the processor.

    >>> count_primes(10), count_primes(2)
    (4, 0)
    """
    return sum(all(m % d for d in range(2, int(m**0.5) + 1)) for m in range(2, n))


class _Seen(NamedTuple):
    """Where and when a call ran, and what it returned."""

    at: int
    worker: int
    start: float
    end: float
    result: object


def _observed(job: tuple[int, Callable[[Any], object], Any]) -> _Seen:
    at, fn, item = job
    start = perf_counter()  # the clock of the machine: the same in all its processes
    result = fn(item)
    return _Seen(at, threading.get_native_id(), start, perf_counter(), result)


def _nothing(_: object) -> None:
    pass


def _grow(box: list[int]) -> None:
    box.append(1)


def _die(parent: int) -> str:
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)
    return "not in a process of its own"


class _Parcel:
    """Bytes that count what pickle copies of them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.copied = 0

    def __reduce__(self) -> tuple[type["_Parcel"], tuple[bytes]]:
        self.copied += len(self.data)
        return _Parcel, (self.data,)


class _Run(NamedTuple):
    """What was seen of one kind."""

    seconds: float  # from the call to the return of map_with
    before: float  # from the call to the first item
    in_place: bool  # whether each result stands where its item stood
    seen: dict[str, list[_Seen]]
    appended: int
    copied: int

    def span(self, part: str) -> float:
        """Return the seconds from the first start to the last end in a part of the jobs."""
        seen = self.seen[part]
        return max(each.end for each in seen) - min(each.start for each in seen)

    def total(self, part: str) -> float:
        """Return the seconds that the calls themselves took."""
        return sum(each.end - each.start for each in self.seen[part])


CALLS, APPENDS, PARCELS = 200, 4, 2
MEBIBYTE = 2**20
PRIMES = 8_000  # some milliseconds of work


def _run(kind: Kind, fn: Callable[[Any], object], items: list[object], workers: int) -> _Run:
    box: list[int] = []
    parcel = _Parcel(bytes(MEBIBYTE))
    parts: dict[str, list[tuple[Callable[[Any], object], Any]]] = {
        "warm": [(count_primes, PRIMES)] * (2 * workers),  # until every worker has begun
        "nothing": [(_nothing, 0)] * CALLS,
        "append": [(_grow, box)] * APPENDS,
        "parcel": [(_nothing, parcel)] * PARCELS,
        "primes": [(count_primes, PRIMES)] * (2 * workers),
        "items": [(fn, item) for item in items],
    }
    every = [job for jobs in parts.values() for job in jobs]
    jobs = [(at, *job) for at, job in enumerate(every)]
    path = sys.path[:]
    sys.path.append(os.getcwd())  # noqa: PTH109 -- workers find the reader's module there, as we did
    called = perf_counter()
    try:
        seen = map_with(kind, _observed, jobs, workers=workers)
    except (Exception, SystemExit) as error:
        raise BadInput(f"it runs in a loop but not in {kind}: {told(error)}") from error
    finally:
        sys.path[:] = path
    seconds = perf_counter() - called
    rest = iter(seen)
    return _Run(
        seconds,
        min(each.start for each in seen) - called,
        [each.at for each in seen] == [at for at, _, _ in jobs],
        {name: list(islice(rest, len(jobs))) for name, jobs in parts.items()},
        len(box),
        parcel.copied,
    )


def demo_threads_vs_processes(
    function: str = "pyinterview.concurrency.workers:count_primes",
    items: Sequence[str] = ("3000", "4000", "5000", "6000", "7000", "8000"),
    workers: int = 2,
) -> Demo:
    """Run your own function one by one, in threads and in processes, and see what each costs.

    --function is a module:function of yours, which is imported from the working directory too and
    called with every item four times. Each of --items is a Python literal, else a word.
    """
    most = 4 * _cores()
    if not 1 <= workers <= max(most, 4):
        raise BadInput(
            f"--workers: {workers} for {_cores()} cores is not sensible; give 1 to {max(most, 4)}"
        )
    try:
        fn = load_named(function)
    except BadInput as error:
        raise BadInput(f"--function: {error}") from None
    results = _tried(function, fn, items)
    import concurrent.futures.process  # noqa: PLC0415 -- slow to import
    import concurrent.futures.thread  # noqa: F401, PLC0415 -- and not to be timed

    threads = set(threading.enumerate())
    try:
        runs = {kind: _run(kind, fn, _read(items), workers) for kind in KINDS}
    except BadInput as error:
        raise BadInput(f"--function: {function!r:.80}: {error}") from error
    yield _costs(runs)
    yield _spans(runs, items)
    yield _equal(runs, results)
    yield _shared(runs)
    yield _copied(runs)
    yield _overhead(runs)
    yield _crossover(runs, min(workers, _cores()))
    yield _killed(threads)


def _read(items: Sequence[str]) -> list[object]:
    """Read the items anew, so that no run sees what another one did to them."""
    import ast  # noqa: PLC0415 -- slow to import, and only the demo needs it

    read: list[object] = []
    for text in items:
        try:
            read.append(ast.literal_eval(text))
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            read.append(text)
    return read


def _tried(function: str, fn: Any, items: Sequence[str]) -> list[object]:
    """Return the results of a plain loop, or say what stands against a process."""
    if not 1 <= len(items) <= 1_000:
        raise BadInput(f"--items: give 1 to 1,000 items, not {len(items):,}")
    if not callable(fn):
        raise BadInput(f"--function: {function!r:.80} is not a function")
    try:
        _packed(fn, "it")
    except TypeError as error:
        wish = "a process needs a def at the top of a module"
        raise BadInput(f"--function: {function!r:.80} cannot be sent: {error}; {wish}") from None
    results = []
    for item in _read(items):
        asked = f"{item!r:.40}"
        try:
            results.append(fn(item))
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- a reader's code may raise anything
            raise BadInput(
                f"--items: {function!r:.80} refuses {asked} with {told(error)}"
            ) from None
        try:
            _packed(results[-1], "it")
        except TypeError as error:
            raise BadInput(
                f"--function: what {function!r:.80} returns cannot be sent back: {error}"
            ) from None
    return results


def _unit(runs: dict[Kind, _Run]) -> float:
    """Return the seconds from one call that does nothing to the next: the median is undisturbed."""
    starts = sorted(each.start for each in runs["sequential"].seen["nothing"])
    gaps = sorted(after - start for start, after in pairwise(starts))
    return max(gaps[len(gaps) // 2], 1e-9)


def _costs(runs: dict[Kind, _Run]) -> Table:
    unit = _unit(runs)
    measures: dict[str, Callable[[_Run], float]] = {
        "until the first item begins": lambda run: run.before,
        "an item that does nothing": lambda run: run.span("nothing") / CALLS,
        "an item of 1 MiB": lambda run: run.span("parcel") / PARCELS,
        "one of your items": lambda run: run.span("items") / len(run.seen["items"]),
    }
    rows = [
        (name, *(round(measure(runs[kind]) / unit) for kind in KINDS))
        for name, measure in measures.items()
    ]
    return Table("Times, in calls of a function that does nothing", ("", *KINDS), rows)


def _spans(runs: dict[Kind, _Run], items: Sequence[str], most: int = 20) -> Timeline:
    unit = max(runs["sequential"].total("items") / len(items), 1e-9)
    spans = []
    for kind in KINDS:
        seen = runs[kind].seen["items"][:most]
        first = min(each.start for each in seen)
        lanes = list(dict.fromkeys(each.worker for each in sorted(seen, key=lambda s: s.start)))
        for text, each in zip(items, seen, strict=False):
            lane = kind if kind == "sequential" else f"{kind} {lanes.index(each.worker) + 1}"
            start, end = (each.start - first) / unit, (each.end - first) / unit
            spans.append(Span(lane, start, end, cropped(text, 12)))
    return Timeline("Your items; one of them takes 1 on average in a loop", spans)


def _same(one: object, other: object) -> bool:
    try:
        if one == other:
            return True
    except Exception:  # noqa: BLE001 -- a class of the reader's may raise anything
        return False
    return repr(one) == repr(other)  # NaN


def _equal(runs: dict[Kind, _Run], results: list[object]) -> Claim:
    equal, in_place = {}, True
    for kind, run in runs.items():
        seen = run.seen["items"]
        equal[kind] = sum(_same(a.result, b) for a, b in zip(seen, results, strict=True))
        in_place &= run.in_place
    n = len(results)
    all_equal = set(equal.values()) == {n}
    found = ", ".join(f"{kind} {number}" for kind, number in equal.items())
    if in_place and not all_equal:
        found += " equal: it depends on more than its item, or its results equal no copies"
    elif not in_place:
        found += ", but not in their places"
    return Claim(
        "results equal to those of list(map(function, items)), and in the same places",
        measured=found,
        expected=", ".join(f"{kind} {n}" for kind in KINDS),
        holds=all_equal if all_equal and in_place else None if in_place else False,
    )


def _shared(runs: dict[Kind, _Run]) -> Claim:
    lengths = [runs[kind].appended for kind in KINDS]
    return Claim(
        f"{APPENDS} appends to a list of ours: threads reach it, processes have copies",
        measured=lengths,
        expected=[APPENDS, APPENDS, 0],
        holds=lengths == [APPENDS, APPENDS, 0],
    )


def _copied(runs: dict[Kind, _Run]) -> Claim:
    copied = [runs[kind].copied for kind in KINDS]
    least = PARCELS * MEBIBYTE
    return Claim(
        f"bytes that pickle copied to hand over {PARCELS} items of 1 MiB",
        measured=copied,
        expected=[0, 0, least],
        holds=copied[:2] == [0, 0] and copied[2] >= least,
    )


def _overhead(runs: dict[Kind, _Run]) -> Claim:
    # Load makes the first figure larger and hardly touches the second, a median.
    times = runs["processes"].span("nothing") / CALLS / _unit(runs)
    return Claim(
        "to send an item that does nothing to a process takes many times the call",
        measured=f"{times:,.0f} times",
        expected="at least 5 times",
        holds=times >= 5,
    )


def _crossover(runs: dict[Kind, _Run], cores: int) -> Claim:
    """Predict from the cost of nothing and of one item; look at what the items took."""
    loop, run = runs["sequential"], runs["processes"]
    n = len(loop.seen["items"])
    each = loop.total("items") / n
    sending = run.span("nothing") / CALLS
    starting = run.seconds - (
        max(seen.end for part in run.seen.values() for seen in part)
        - min(seen.start for part in run.seen.values() for seen in part)
    )
    saved = each - each / cores - sending
    predicted = (starting + n * (each / cores + sending)) / (n * each)
    took = (starting + run.span("items")) / (n * each)
    speed_up = loop.total("primes") / run.span("primes")
    text = f"when processes begin to win: the estimate agrees with the run of {n:,} items"
    begin = f"an item takes {each / sending:.2g} times as long as sending one, so they never win"
    if saved > 0:
        begin = f"they win from {max(1, -int(-starting // saved)):,} such items on"
    elif cores == 1:
        begin = "alone they never win"
    measured = f"{took:.2g} times as long as the loop"
    holds: bool | None
    if cores == 1:
        measured, holds = f"{measured}, but one core or worker speeds nothing up", None
    elif speed_up < 1.2:
        measured, holds = f"{measured}, but a control shows no speed-up: {speed_up:.2g} times", None
    elif 2 / 3 < took < 3 / 2 or 2 / 3 < predicted < 3 / 2:
        measured, holds = f"{measured}: too close to call", None
    elif (took > 1) == (predicted > 1):
        holds = True
    else:
        wide = max(took, 1 / took) > 5 and max(predicted, 1 / predicted) > 5
        measured, holds = f"{measured}: an estimate from a busy machine", False if wide else None
    return Claim(text, measured, f"{predicted:.2g} times by estimate; {begin}", holds)


def _killed(threads: set[threading.Thread]) -> Claim:
    from multiprocessing import active_children  # noqa: PLC0415 -- slow to import

    try:
        came = str(map_with("processes", _die, [os.getpid()], workers=1))
    except Exception as error:  # noqa: BLE001 -- which one is what we want to know
        came = type(error).__name__
    left = (len(set(threading.enumerate()) - threads), len(active_children()))
    return Claim(
        "a killed worker is an error, and no thread or process is left after all this",
        measured=f"{came}, {left[0]} threads, {left[1]} processes",
        expected="BrokenProcessPool, 0 threads, 0 processes",
        holds="Broken" in came and left == (0, 0),
    )
