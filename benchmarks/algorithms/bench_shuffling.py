"""Q42. Ten times the items: ten times the draws. Popping moves what is behind; a sort is C code."""

import random
from collections.abc import Callable

import pytest
from more_itertools import random_permutation
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.algorithms import shuffle, shuffled
from pyinterview.lab.counting import tally_of

SIZES = [1_000, 10_000, 100_000]
Method = Callable[[list[int], random.Random], object]


def random_shuffle(items: list[int], rng: random.Random) -> None:
    """The built-in."""
    rng.shuffle(items)


def pop_and_append(items: list[int], rng: random.Random) -> None:
    """Fair, but every pop closes a gap."""
    for left in range(len(items), 0, -1):
        items.append(items.pop(rng.randrange(left)))


def sort_by_random_key(items: list[int], rng: random.Random) -> None:
    """Fair apart from ties, but a sort."""
    items.sort(key=lambda _: rng.random())


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("method", [shuffle, random_shuffle, pop_and_append, sort_by_random_key])
def bench_shuffle_in_place(benchmark: BenchmarkFixture, method: Method, n: int) -> None:
    benchmark.group = f"shuffle {n:,}"
    deck, rng = list(range(n)), random.Random(1)
    benchmark.extra_info["draws"] = tally_of(method, deck, rng).draws
    benchmark.pedantic(method, setup=lambda: ((deck, rng), {}), rounds=5, warmup_rounds=1)
    assert sorted(deck) == list(range(n)) != deck


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("method", [shuffled, random_permutation])
def bench_shuffle_a_copy(
    benchmark: BenchmarkFixture, method: Callable[..., list[int]], n: int
) -> None:
    benchmark.group = f"shuffled copy of {n:,}"
    deck = list(range(n))
    dealt = benchmark(method, deck)
    assert sorted(dealt) == deck != list(dealt)
