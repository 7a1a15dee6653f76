"""Q52. Ten times the items: 100 times the wait for insertion, about 13 for the others."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.algorithms import heap_sort, insertion_sort, merge_sort, quick_sort
from pyinterview.lab.counting import tally_of


def random_quick_sort(items: list[int]) -> list[int]:
    """Quick sort with a random pivot."""
    return quick_sort(items, rng=random.Random(1))


FAST = [sorted, merge_sort, quick_sort, random_quick_sort, heap_sort]
CASES = [(sort, n) for n in (1_000, 10_000, 100_000) for sort in FAST]
CASES += [(insertion_sort, n) for n in (100, 1_000)]


@pytest.mark.parametrize(("sort", "n"), CASES)
def bench_random_numbers(
    benchmark: BenchmarkFixture, sort: Callable[..., list[Any]], n: int
) -> None:
    benchmark.group = f"{n:,} random numbers"
    items = random.Random(n).sample(range(10 * n), n)
    benchmark.extra_info["comparisons"] = tally_of(sort, items).comparisons
    assert benchmark(sort, items) == sorted(items)
