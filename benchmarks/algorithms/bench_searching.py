"""Q37. Ten times the items: ten times the wait for a scan, a few comparisons for a bisection."""

from bisect import bisect_left
from collections.abc import Callable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.algorithms import binary_search, linear_search
from pyinterview.lab.counting import tally_of

SIZES = [1_000, 10_000, 100_000]


def index_of(items: list[int], target: int) -> int:
    """The built-in scan."""
    return items.index(target)


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("search", [linear_search, index_of, binary_search, bisect_left])
def bench_find_the_last(
    benchmark: BenchmarkFixture, search: Callable[..., int | None], n: int
) -> None:
    benchmark.group = f"last of {n:,}"
    items = list(range(n))
    tally = tally_of(search, items, n - 1)
    benchmark.extra_info["comparisons"] = tally.comparisons + tally.equalities
    assert benchmark(search, items, n - 1) == n - 1
