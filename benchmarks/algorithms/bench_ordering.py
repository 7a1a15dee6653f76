"""Q48. sort and sorted differ by a copy; two stable passes beat one tuple key."""

import random
from collections.abc import Callable
from functools import cmp_to_key, partial
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.algorithms import sort_by
from pyinterview.lab.memory import peak_bytes

SIZES = [1_000, 10_000, 100_000]
Pair = tuple[int, int]


def first(pair: Pair) -> int:
    return pair[0]


def second(pair: Pair) -> int:
    return pair[1]


def two_passes(pairs: list[Pair]) -> list[Pair]:
    return sort_by(pairs, (first, "descending"), second)


def negated(pairs: list[Pair]) -> list[Pair]:
    return sorted(pairs, key=lambda pair: (-pair[0], pair[1]))


def compare(left: Pair, right: Pair) -> int:
    return right[0] - left[0] or left[1] - right[1]


def comparator(pairs: list[Pair]) -> list[Pair]:
    return sorted(pairs, key=cmp_to_key(compare))


def sort(items: list[Any]) -> list[Any]:
    items.sort()
    return items


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("case", ["random", "in order"])
@pytest.mark.parametrize("way", [sort, sorted])
def bench_one_key(
    benchmark: BenchmarkFixture, way: Callable[[list[Any]], list[Any]], case: str, n: int
) -> None:
    benchmark.group = f"{n:,} items, {case}"
    rng = random.Random(1)
    items = [rng.random() for _ in range(n)] if case == "random" else list(range(n))
    benchmark.extra_info["peak bytes"] = peak_bytes(partial(way, list(items)))
    result = benchmark.pedantic(way, setup=lambda: ((list(items),), {}), rounds=20)
    assert result == sorted(items)


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("way", [two_passes, negated, comparator])
def bench_two_keys(
    benchmark: BenchmarkFixture, way: Callable[[list[Pair]], list[Pair]], n: int
) -> None:
    benchmark.group = f"{n:,} pairs by two keys"
    rng = random.Random(1)
    pairs = [(rng.randrange(100), rng.randrange(n)) for _ in range(n)]
    assert benchmark(way, pairs) == negated(pairs)
