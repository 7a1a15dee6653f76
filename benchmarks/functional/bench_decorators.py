"""Q3. What the cache costs, by hand and in C, and what it saves."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.functional import memoize, timed

SIZES = [10, 20]


def plain(**_: Any) -> Callable[[Any], Any]:
    """No decorator at all."""
    return lambda function: function


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("decorate", [memoize, lru_cache, plain])
def bench_fib(benchmark: BenchmarkFixture, decorate: Callable[..., Any], n: int) -> None:
    benchmark.group = f"fib({n}), the cache empty"

    @timed
    def body(n: int) -> int:
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    def bare(n: int) -> int:
        return n if n < 2 else fib(n - 1) + fib(n - 2)

    fib: Any = decorate(maxsize=None)(body)
    expected = fib(n)
    benchmark.extra_info["runs of the body"] = body.calls
    fib = decorate(maxsize=None)(bare)
    forget = getattr(fib, "cache_clear", lambda: None)

    def run() -> int:
        forget()
        return int(fib(n))

    assert benchmark(run) == expected


@pytest.mark.parametrize("n", [100, 10_000])
@pytest.mark.parametrize("maxsize", [None, 128])
@pytest.mark.parametrize("decorate", [memoize, lru_cache, plain])
def bench_calls(
    benchmark: BenchmarkFixture, decorate: Callable[..., Any], maxsize: int | None, n: int
) -> None:
    """With a limit of 128 and 10,000 different calls, each is a miss and drops a result."""
    benchmark.group = f"{n:,} different calls, again and again, at most {maxsize} kept"
    identity = decorate(maxsize=maxsize)(lambda item: item)
    items = range(n)
    assert benchmark(lambda: sum(map(identity, items))) == sum(items)
