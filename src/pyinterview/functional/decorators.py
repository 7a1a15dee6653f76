"""Decorators.

Q3. What are decorators and generators? Where are they used?

## In one breath

A decorator takes a function and returns what its name shall stand for: `@d` above `def f`
means `f = d(f)`, done once, where f is defined. Most return a wrapper that works around every
call: caching, retrying, timing, access checks, transactions; others register or mark, as
`@app.get` or `@property`. A wrapper passes on all arguments and the result, and
`functools.wraps` keeps name, docstring and signature.

## Pitfalls

- *A decorator runs at every call.* It runs once, at definition; the wrapper runs per call.
- *`@retry` and `@retry(attempts=3)` are the same.* The second calls a factory that returns the
  decorator. The first hands the function to the factory: make that a `TypeError`.
- *`def wrapper(): function()`.* It loses arguments, result, name and signature: `*args,
  **kwargs`, `return` and `wraps`.
- *Cache a method and forget it.* `self` is in the key, so the cache keeps each instance alive.
- *Wrap an `async def` like a `def`.* The call only makes a coroutine: nothing has been timed,
  and nothing was raised that could be tried again.

## Asked next

- *In which order do two apply?* At definition from the bottom up, per call from the top down.
- *Is `lru_cache` thread-safe?* Its structure is; two threads that miss at once both run the
  function. Where it must run once, hold a lock around it, as `once` does.
- *Do f(1.0) and f(True) share an entry?* Yes, as they are equal, and the first to come answers
  both; `typed=True` parts them. (A lone `int` has a key of its own in CPython.)
- *What should be tried again?* Only what is idempotent, for errors that pass, with growing and
  random waits: clients that retry in step overload the server that comes back.

## Sources

- https://peps.python.org/pep-0318/ (decorators), https://peps.python.org/pep-0612/ (ParamSpec)
- https://docs.python.org/3/library/functools.html
- https://github.com/python/cpython/blob/main/Lib/functools.py
- https://en.cppreference.com/w/cpp/thread/call_once
"""

import io
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stdout
from functools import lru_cache, wraps
from itertools import chain, count, islice, repeat
from threading import Barrier, Event, Lock, RLock, Thread
from typing import Any, NamedTuple, ParamSpec, Protocol, TypeVar, cast, overload

from pyinterview.lab.clocks import VirtualClock
from pyinterview.lab.evidence import BadInput, Claim, Demo, Table
from pyinterview.lab.naming import load_named, told

__all__ = ["memoize", "once", "retry", "timed"]

P = ParamSpec("P")
R = TypeVar("R")

NOTHING: Any = object()  # no call returns it
KEYWORDS = object()  # parts what was given by place from what was given by name


class CacheInfo(NamedTuple):
    """What a cache has done, as `functools.lru_cache` tells it."""

    hits: int
    misses: int
    maxsize: int | None
    currsize: int


class Memoized(Protocol[P, R]):
    """What `memoize` returns: the function, with a view of its cache."""

    __wrapped__: Callable[P, R]
    cache_info: Callable[[], CacheInfo]
    cache_clear: Callable[[], None]
    cache_parameters: Callable[[], dict[str, Any]]

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Return the function's result, or the one kept for these arguments."""

    def __get__(self, instance: object, owner: type | None = None) -> "Memoized[..., R]":
        """Bind as any function does that stands in a class."""


class Timed(Protocol[P, R]):
    """What `timed` returns: the function, with what its calls took so far."""

    __wrapped__: Callable[P, R]
    calls: int
    seconds: float

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """Call the function and take the time."""

    def __get__(self, instance: object, owner: type | None = None) -> "Timed[..., R]":
        """Bind as any function does that stands in a class."""


@overload
def memoize(maxsize: Callable[P, R], typed: bool = False) -> Memoized[P, R]: ...  # noqa: FBT001, FBT002 -- as lru_cache has it
@overload
def memoize(
    maxsize: int | None = 128,
    typed: bool = False,  # noqa: FBT001, FBT002 -- as lru_cache has it
) -> Callable[[Callable[P, R]], Memoized[P, R]]: ...
def memoize(maxsize: Any = 128, typed: bool = False) -> Any:  # noqa: FBT001, FBT002 -- as lru_cache has it
    """Keep the results of the latest *maxsize* different calls: `functools.lru_cache` by hand.

    ``@memoize`` and ``@memoize(maxsize=None, typed=True)`` are both meant. Time O(1) a call, space
    O(maxsize). Methods, keys, counts and errors are those of ``lru_cache``: no limit for None, no
    cache for 0 or less, ``TypeError`` for an argument that has no hash. An exception is not kept.
    Threads may share it; two that miss at once both run the function, and the later result stays.

    >>> @memoize
    ... def fib(n):
    ...     return n if n < 2 else fib(n - 1) + fib(n - 2)
    >>> fib(30), tuple(fib.cache_info())
    (832040, (28, 31, 128, 31))
    """
    if callable(maxsize):
        return _memoized(maxsize, 128, typed)
    if not (maxsize is None or isinstance(maxsize, int)):
        raise TypeError(f"maxsize must be a whole number or None, not {maxsize!r}")
    limit = None if maxsize is None else max(0, maxsize)
    return lambda function: _memoized(function, limit, typed)


def _memoized(function: Callable[P, R], limit: int | None, typed: bool) -> Any:  # noqa: FBT001 -- private
    cache: OrderedDict[Any, Any] = OrderedDict()  # the call used last comes last
    hits = misses = 0
    # A key's __eq__ or a dropped result's __del__ may call us again in the same thread.
    lock = RLock()

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> Any:
        nonlocal hits, misses
        if limit == 0:  # as lru_cache: then arguments need no hash
            with lock:
                misses += 1
            return function(*args, **kwargs)
        if kwargs or typed:
            key: Any = _key(args, kwargs, typed=typed)
        else:  # as lru_cache: an int alone is its own key, which keeps 1 apart from 1.0 and True
            key = args[0] if len(args) == 1 and type(args[0]) in (int, str) else args
        with lock:
            result = cache.get(key, NOTHING)
            if result is not NOTHING:
                hits += 1
                if limit is not None:
                    cache.move_to_end(key)
                return result
            misses += 1
        result = function(*args, **kwargs)  # without the lock: others go on meanwhile
        with lock:
            cache[key] = result
            if limit is not None and len(cache) > limit:
                cache.popitem(last=False)
        return result

    def cache_info() -> CacheInfo:
        """Return the counts."""
        with lock:
            return CacheInfo(hits, misses, limit, len(cache))

    def cache_clear() -> None:
        """Forget all results, and begin to count anew."""
        nonlocal hits, misses
        with lock:
            cache.clear()
            hits = misses = 0

    memoized: Any = call
    memoized.cache_info, memoized.cache_clear = cache_info, cache_clear
    memoized.cache_parameters = lambda: {"maxsize": limit, "typed": typed}
    return memoized


def _key(args: tuple[Any, ...], kwargs: dict[str, Any], *, typed: bool) -> tuple[Any, ...]:
    key = (*args, KEYWORDS, *kwargs.items()) if kwargs else args
    return (*key, *map(type, args), *map(type, kwargs.values())) if typed else key


def once(function: Callable[P, R]) -> Callable[P, R]:
    """Run *function* at the first call alone, and give its result to every call.

    Threads that arrive meanwhile wait for it. An exception is no result: it is raised, and the
    next call tries again, as C++'s ``call_once`` does. The arguments are those of the call that
    runs it; a method runs once for all instances. Raises ``RuntimeError`` if *function* calls
    itself through it, ``TypeError`` for a coroutine or generator function, whose body runs later.

    >>> settings = once(lambda: object())
    >>> settings() is settings()
    True
    """
    _refuse_what_runs_later(function)
    results: list[R] = []  # one at most; what has been appended stays
    lock = RLock()
    running = False

    @wraps(function)
    def call(*args: P.args, **kwargs: P.kwargs) -> R:
        nonlocal running
        if not results:  # without the lock: after the first call there is nothing to wait for
            with lock:
                if running:  # by this very thread: all others wait for the lock
                    raise RuntimeError("the function calls itself before its only run is over")
                if not results:
                    running = True
                    try:
                        results.append(function(*args, **kwargs))
                    finally:
                        running = False
        return results[0]

    return call


def retry(
    *,
    attempts: int,
    on: type[BaseException] | tuple[type[BaseException], ...] = Exception,
    delays: Iterable[float] = (),
    sleep: Callable[[float], object] = time.sleep,
) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Call the function again when it raises one of *on*: *attempts* calls in all.

    Between two calls it sleeps for the next of *delays*, by *sleep*; when they are used up it does
    not wait. Every call starts with the first delay again. The last exception itself is raised.
    Raises ``ValueError`` for fewer than one attempt, ``TypeError`` for a bare ``@retry`` and for a
    coroutine or generator function, whose body runs later.

    >>> answers, waits = iter(["", "", "4"]), []
    >>> retry(attempts=3, delays=[1, 2], sleep=waits.append)(lambda: int(next(answers)))(), waits
    (4, [1, 2])
    """
    if attempts < 1:
        raise ValueError(f"attempts must be at least 1, not {attempts}")
    waits = tuple(islice(delays, attempts - 1))  # for every call; it may be an endless iterator
    at_once = attempts - 1 - len(waits)

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        _refuse_what_runs_later(function)

        @wraps(function)
        def call(*args: P.args, **kwargs: P.kwargs) -> R:
            for wait in chain(waits, repeat(None, at_once)):
                try:
                    return function(*args, **kwargs)
                except on:
                    if wait is not None:
                        sleep(wait)
            return function(*args, **kwargs)  # the last one: whatever it raises is the outcome

        return call

    return decorate


@overload
def timed(function: Callable[P, R], *, clock: Callable[[], float] = ...) -> Timed[P, R]: ...
@overload
def timed(
    function: None = None, *, clock: Callable[[], float] = ...
) -> Callable[[Callable[P, R]], Timed[P, R]]: ...
def timed(function: Any = None, *, clock: Callable[[], float] = time.perf_counter) -> Any:
    """Add up in ``.calls`` and ``.seconds`` how often *function* ended and how long that took.

    ``@timed`` and ``@timed(clock=process_time)`` are both meant. A call that raises counts too, and
    so does each of a recursive function's. Raises ``TypeError`` for a coroutine or generator
    function, whose body runs later.

    >>> ticks = iter([10.0, 12.5])
    >>> double = timed(lambda n: 2 * n, clock=lambda: next(ticks))
    >>> double(4), double.calls, double.seconds
    (8, 1, 2.5)
    """
    if function is None:
        return lambda given: timed(given, clock=clock)
    _refuse_what_runs_later(function)
    lock = Lock()

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        start = clock()
        try:
            return function(*args, **kwargs)
        finally:
            spent = clock() - start
            with lock:
                measured.calls += 1
                measured.seconds += spent

    measured: Any = call
    measured.calls, measured.seconds = 0, 0.0
    return measured


def _runs_later(function: Any) -> bool:
    """Tell a coroutine or generator function: calling it runs none of its body.

    The flags are those of `inspect`, which is slow to import.
    """
    generator, coroutine, async_generator = 0x20, 0x80, 0x200
    flags = getattr(getattr(function, "__code__", None), "co_flags", 0)
    return bool(flags & (generator | coroutine | async_generator))


def _refuse_what_runs_later(function: Any) -> None:
    if _runs_later(function):
        raise TypeError(f"{function.__name__} only begins when it is awaited or iterated")


MOST = 32  # above it the naive function takes seconds, which double with every second number


def fib(n: int) -> int:
    """Return the n-th Fibonacci number, the slow way."""
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def demo_decorators(function: str = "", argument: str = "30") -> Demo:
    """Decorate a recursive Fibonacci function, or your own module:function.

    Yours is imported from the working directory too, and run with --argument, written as in a
    call: --argument "3, [1, 2], key='x'", literals only. While it runs decorated, its name stands
    for the decorated one, as it would below an @. What it prints is not shown.
    """
    chosen = _chosen(function) if function else fib
    args, kwargs = _arguments(chosen, argument)
    given = [*args, *kwargs.values()]
    if not function and (type(given[0]) is not int or not 0 <= given[0] <= MOST):
        raise BadInput(f"--argument: {argument!r:.60} is not a whole number from 0 to {MOST}")

    def run(decorated: Callable[..., Any]) -> Any:
        with _standing_in(decorated, chosen), redirect_stdout(io.StringIO()):
            return decorated(*args, **kwargs)

    runs = count()

    def plain(*args: Any, **kwargs: Any) -> Any:
        next(runs)
        return chosen(*args, **kwargs)

    events: list[str] = []
    try:
        result = _below_two_decorators(lambda: run(plain), events)
    except (Exception, SystemExit) as error:  # noqa: BLE001 -- a reader's function may raise anything
        call = f"{chosen.__name__}({argument:.60})"
        raise BadInput(f"--function: {call!r:.100} raised {told(error)}") from None
    yield Table(
        "@outer above @inner above def, then one call", ("step", "event"), [*enumerate(events, 1)]
    )
    yield Claim(
        "decorators apply once, from the bottom up; each call goes through them from the top down",
        measured=", ".join(events),
        expected=", ".join(_IN_ORDER),
        holds=events == _IN_ORDER,
    )
    yield from _identities(chosen)
    yield from _savings(chosen, run, result, next(runs))
    yield _crowd(32)
    yield _patience()


def _chosen(name: str) -> Callable[..., Any]:
    try:
        found = load_named(name)
    except BadInput as error:
        raise BadInput(f"--function: {error}") from None
    if not callable(found) or not hasattr(found, "__name__"):
        raise BadInput(f"--function: {name!r:.60} is not a function")
    if _runs_later(found):
        raise BadInput(f"--function: {name!r:.60} is async or a generator; name a plain function")
    return cast("Callable[..., Any]", found)


def _arguments(function: Callable[..., Any], text: str) -> tuple[list[Any], dict[str, Any]]:
    """Read what stands between the brackets of a call, and see whether *function* takes it."""
    import ast  # noqa: PLC0415 -- slow to import, and only the demo needs it
    import inspect  # noqa: PLC0415 -- the same
    import warnings  # noqa: PLC0415 -- the same

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of an odd backslash in a reader's text
            call: Any = ast.parse(f"f({text}\n)", mode="eval").body
        plain = isinstance(call, ast.Call) and isinstance(call.func, ast.Name)  # not "1)(2"
        if not plain or not all(given.arg for given in call.keywords):  # "**{}" has no name
            raise SyntaxError(text)  # noqa: TRY301 -- to be told as one that the parser finds
        args = [ast.literal_eval(value) for value in call.args]
        kwargs = {given.arg: ast.literal_eval(given.value) for given in call.keywords}
    except (SyntaxError, ValueError, TypeError, MemoryError, RecursionError):
        wish = "try \"3, [1, 2], key='x'\""
        raise BadInput(f"--argument: {text!r:.60} is no list of literals; {wish}") from None
    try:
        inspect.signature(function).bind(*args, **kwargs)
    except TypeError as error:
        call = f"{function.__name__}({text})"
        raise BadInput(f"--argument: {call!r:.80} does not fit: {error}") from None
    except ValueError:
        pass  # a built-in that does not tell its signature
    return args, kwargs


@contextmanager
def _standing_in(decorated: object, function: Callable[..., Any]) -> Iterator[None]:
    """Let the function's name stand for *decorated*, as an @ does: recursion goes through it."""
    names: dict[str, Any] = getattr(function, "__globals__", {})
    mine = {name for name, value in names.items() if value is function}
    names.update(dict.fromkeys(mine, decorated))
    try:
        yield
    finally:
        names.update(dict.fromkeys(mine, function))


_IN_ORDER = [
    *("make outer", "make inner", "apply inner", "apply outer"),
    *("enter outer", "enter inner", "run", "leave inner", "leave outer"),
]


def _below_two_decorators(run: Callable[[], Any], events: list[str]) -> Any:
    def announced(name: str) -> Callable[[Callable[[], Any]], Callable[[], Any]]:
        events.append(f"make {name}")

        def decorate(function: Callable[[], Any]) -> Callable[[], Any]:
            events.append(f"apply {name}")

            @wraps(function)
            def call() -> Any:
                events.append(f"enter {name}")
                try:
                    return function()
                finally:
                    events.append(f"leave {name}")

            return call

        return decorate

    @announced("outer")
    @announced("inner")
    def decorated() -> Any:
        events.append("run")
        return run()

    return decorated()


def _identities(function: Callable[..., Any]) -> Demo:
    import inspect  # noqa: PLC0415 -- slow to import

    def identity(thing: Any) -> tuple[str, ...]:
        try:
            signature = str(inspect.signature(thing))
        except ValueError:  # a built-in that does not tell
            signature = "?"
        summary = (inspect.getdoc(thing) or "-").partition("\n")[0]
        return thing.__name__, signature, summary, thing.__qualname__

    def without_wraps(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    decorated = {
        "memoize": memoize(function),
        "once": once(function),
        "retry": retry(attempts=3)(function),
        "timed": timed(function),
    }
    bare, hidden = identity(function), identity(without_wraps)
    kept = [name for name, thing in decorated.items() if identity(thing) == bare]
    rows = [("undecorated", *bare[:3])]
    rows += [(name, *identity(thing)[:3]) for name, thing in decorated.items()]
    rows += [("without wraps", *hidden[:3])]
    yield Table("What help() and a traceback see", ("", "name", "signature", "docstring"), rows)
    yield Claim(
        "functools.wraps keeps name, signature and docstring; a wrapper without it shows its own",
        measured=", ".join(kept) + ("" if hidden == bare else "; not without wraps"),
        expected=", ".join(decorated) + "; not without wraps",
        holds=kept == list(decorated) and hidden != bare,
    )


def _savings(
    function: Callable[..., Any],
    run: Callable[[Callable[..., Any]], Any],
    result: object,
    plain_runs: int,
) -> Demo:
    text = "memoize runs the body once for each different call, and counts as functools.lru_cache"
    theirs, repeated = lru_cache(maxsize=None)(function), lru_cache(maxsize=None)(function)
    try:
        results = run(theirs), run(repeated)
        steady = all(bool(one == result) for one in results)
    except Exception as error:  # noqa: BLE001 -- a reader's function may raise anything
        yield Claim(text, f"it cannot be cached here: {told(error)}", "its counts", holds=None)
        return
    expected = theirs.cache_info()
    if not steady or expected != repeated.cache_info():
        reason = "two runs with the same arguments differ, so it must not be cached"
        yield Claim(text, reason, tuple(expected), holds=None)
        return
    body = timed(function)
    ours = memoize(maxsize=None)(body)
    try:
        same = run(ours) == result
    except RecursionError:
        yield Claim(
            text, "the recursion is too deep for a wrapper in Python", "its counts", holds=None
        )
        return
    found = ours.cache_info()
    yield Table(
        "The same call, and every call that it makes",
        ("", "calls", "answered from the cache", "runs of the body"),
        [
            ("plain", plain_runs, 0, plain_runs),
            ("memoize", found.hits + found.misses, found.hits, body.calls),
            ("lru_cache", expected.hits + expected.misses, expected.hits, expected.misses),
        ],
    )
    yield Claim(
        text,
        measured=f"{body.calls:,} runs instead of {plain_runs:,}; {tuple(found)}",
        expected=f"{expected.misses:,} runs; {tuple(expected)}",
        holds=bool(same) and body.calls == expected.misses and tuple(found) == tuple(expected),
    )


def _crowd(size: int) -> Claim:
    together, second = Barrier(size), Event()
    runs, results = [], []

    @once
    def connect() -> object:
        runs.append("run")
        if len(runs) > 1:
            second.set()
        second.wait(0.03)  # long enough for another thread to come in, if it can
        return object()

    def arrive() -> None:
        together.wait()
        results.append(connect())

    threads = [Thread(target=arrive) for _ in range(size)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts = len(runs), len(results), len(set(map(id, results)))
    return Claim(
        f"once, called by {size} threads together: runs, results, different results",
        measured=counts,
        expected=(1, size, 1),
        holds=counts == (1, size, 1),
    )


def _patience() -> Claim:
    clock = VirtualClock()
    raised: list[ConnectionError] = []

    @retry(attempts=3, on=ConnectionError, delays=[1, 2, 4], sleep=clock.sleep)
    def connect() -> None:
        raised.append(ConnectionError("refused"))
        raise raised[-1]

    try:
        connect()
    except ConnectionError as error:
        last = bool(raised) and error is raised[-1]
    else:
        last = False
    found = len(raised), clock.now(), last
    return Claim(
        "retry, three attempts: calls, seconds slept, and whether it raises the last error itself",
        measured=found,
        expected=(3, 3.0, True),
        holds=found == (3, 3.0, True),
    )
