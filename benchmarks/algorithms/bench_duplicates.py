"""Q53. Ten times the items: ten times the wait with a set, a hundred times without one."""

from collections import Counter
from collections.abc import Callable
from random import Random

import pytest
from more_itertools import duplicates_everseen, unique_everseen
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.algorithms import (
    duplicates_by_equality,
    duplicates_by_sorting,
    find_duplicates,
)
from pyinterview.lab.counting import tally_of

SIZES = [1_000, 10_000, 100_000]
QUADRATIC = [100, 1_000]
Finder = Callable[[list[int]], list[int]]


def counter(items: list[int]) -> list[int]:
    """The short one, in order of first sight."""
    return [item for item, times in Counter(items).items() if times > 1]


def everseen(items: list[int]) -> list[int]:
    """A fast peer from a library."""
    return list(unique_everseen(duplicates_everseen(items)))


def count_each(items: list[int]) -> list[int]:
    """The one that people write first, repeats taken out."""
    return list({item for item in items if items.count(item) > 1})


def find_and_check(benchmark: BenchmarkFixture, find: Finder, n: int) -> None:
    """Draw n numbers, half of which are drawn again."""
    benchmark.group = f"{n:,} items"
    items = Random(n).choices(range(n), k=n)
    tally = tally_of(find, items[:1_000])
    counts = (tally.hashes, tally.equalities, tally.comparisons)
    benchmark.extra_info["hashes, == and < of the first 1,000"] = counts
    assert sorted(benchmark(find, items)) == sorted(counter(items))


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("find", [find_duplicates, duplicates_by_sorting, counter, everseen])
def bench_find_duplicates(benchmark: BenchmarkFixture, find: Finder, n: int) -> None:
    find_and_check(benchmark, find, n)


@pytest.mark.parametrize("n", QUADRATIC)
@pytest.mark.parametrize("find", [duplicates_by_equality, count_each])
def bench_find_duplicates_by_pairs(benchmark: BenchmarkFixture, find: Finder, n: int) -> None:
    find_and_check(benchmark, find, n)
