"""Q41. What Python code pays for what `dict` does in C, and what colliding keys cost both."""

import sys
from collections.abc import Callable, MutableMapping, Sequence
from random import Random
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.language import HashTable

SIZES = [200, 2_000, 20_000]
KINDS = [HashTable, dict]


def set_and_get(kind: Callable[[], MutableMapping[Any, Any]], keys: Sequence[Any]) -> int:
    """Set every key, then look every key up."""
    table = kind()
    for key in keys:
        table[key] = key
    return sum(table[key] is key for key in keys)


def run(benchmark: BenchmarkFixture, kind: Any, keys: Sequence[Any]) -> None:
    """Time it, and note what a look-up probes in a table of ours."""
    table = HashTable.fromkeys(keys)
    probes = [table.probes(key) for key in keys]
    benchmark.extra_info["slots a look-up, mean and most"] = (
        round(sum(probes) / len(probes), 2),
        max(probes),
    )
    assert benchmark(set_and_get, kind, keys) == len(keys)


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def bench_random_numbers(benchmark: BenchmarkFixture, kind: Any, n: int) -> None:
    benchmark.group = f"{n:,} random numbers"
    numbers = Random(n)
    run(benchmark, kind, [numbers.getrandbits(60) for _ in range(n)])


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("kind", KINDS)
def bench_words(benchmark: BenchmarkFixture, kind: Any, n: int) -> None:
    benchmark.group = f"{n:,} words"
    run(benchmark, kind, [f"word {number}" for number in range(n)])


@pytest.mark.parametrize("n", [20, 200, 2_000])
@pytest.mark.parametrize("kind", KINDS)
def bench_keys_of_one_hash(benchmark: BenchmarkFixture, kind: Any, n: int) -> None:
    benchmark.group = f"{n:,} keys of one hash"
    modulus = sys.hash_info.modulus
    run(benchmark, kind, list(range(0, n * modulus, modulus)))
