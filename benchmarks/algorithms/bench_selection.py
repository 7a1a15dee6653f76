"""Q54. Ten times the items: ten times the wait for one pass; a sort orders them all for two."""

from collections.abc import Callable
from heapq import nlargest
from random import Random

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.algorithms import second_largest, second_largest_tournament
from pyinterview.lab.memory import Live

SIZES = [1_000, 10_000, 100_000]
Choice = Callable[[list[int]], int]


def of_the_sorted_set(values: list[int]) -> int:
    """The one-liner."""
    return sorted(set(values))[-2]


def of_nlargest(values: list[int]) -> int:
    """The standard library's heap of two."""
    return nlargest(2, values)[-1]


def max_twice(values: list[int]) -> int:
    """Two passes, so it cannot read an iterator."""
    largest = max(values)
    return max(value for value in values if value != largest)


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize(
    "choose",
    [second_largest, second_largest_tournament, of_nlargest, max_twice, of_the_sorted_set],
)
def bench_second_largest(benchmark: BenchmarkFixture, choose: Choice, n: int) -> None:
    benchmark.group = f"{n:,} values"
    values = Random(n).sample(range(10**9), n)
    if choose is not max_twice:
        live = Live(values)
        choose(live)  # type: ignore[arg-type] # any iterable will do
        benchmark.extra_info["comparisons"] = live.tally.comparisons
        benchmark.extra_info["most values alive"] = live.peak
    assert benchmark(choose, values) == sorted(values)[-2]
