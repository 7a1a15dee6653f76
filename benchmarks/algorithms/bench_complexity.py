"""Q31. The same loop over three calls that look alike and cost 1, n and n: the queue decides."""

from collections import deque
from collections.abc import Callable
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.algorithms import count_operations


def drain_by_pop(items: list[Any]) -> int:
    """Constant for each item."""
    return sum(1 for _ in iter(lambda: items.pop() if items else None, None))


def drain_by_pop_zero(items: list[Any]) -> int:
    """Every call moves the rest of the list."""
    return sum(1 for _ in iter(lambda: items.pop(0) if items else None, None))


def drain_a_deque(items: list[Any]) -> int:
    """Constant for each item, from either end."""
    queue = deque(items)
    return sum(1 for _ in iter(lambda: queue.popleft() if queue else None, None))


@pytest.mark.parametrize("n", [1_000, 10_000, 100_000])
@pytest.mark.parametrize("drain", [drain_by_pop, drain_by_pop_zero, drain_a_deque])
def bench_drain(benchmark: BenchmarkFixture, drain: Callable[[list[Any]], int], n: int) -> None:
    benchmark.group = f"drain {n:,}"
    benchmark.extra_info["comparisons"] = count_operations(drain, range(n))
    rounds = 3 if n > 10_000 else 10
    assert benchmark.pedantic(drain, setup=lambda: ((list(range(n)),), {}), rounds=rounds) == n
