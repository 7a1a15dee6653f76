"""Q3. A list takes memory for all items, a generator for one; per item the list may be faster."""

from collections.abc import Callable, Iterable

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.functional import batched, flatten, windows
from pyinterview.lab.memory import peak_bytes

SIZES = [1_000, 10_000, 100_000]


def count_in_a_list(results: Iterable[object]) -> int:
    """Collect all results before the first is used."""
    return len(list(results))


def count_as_they_come(results: Iterable[object]) -> int:
    """Use each result when it comes, and drop it."""
    return sum(1 for _ in results)


def squares(numbers: Iterable[int]) -> Iterable[int]:
    """The plainest generator, as a control."""
    return (number * number for number in numbers)


def pairs(numbers: Iterable[int]) -> Iterable[object]:
    """Batches of two."""
    return batched(numbers, 2)


def neighbours(numbers: Iterable[int]) -> Iterable[object]:
    """Windows of two."""
    return windows(numbers, 2)


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("make", [squares, flatten, pairs, neighbours])
@pytest.mark.parametrize("use", [count_in_a_list, count_as_they_come])
def bench_list_or_generator(
    benchmark: BenchmarkFixture,
    use: Callable[[Iterable[object]], int],
    make: Callable[[Iterable[int]], Iterable[object]],
    n: int,
) -> None:
    benchmark.group = f"{make.__name__} of {n:,}"
    benchmark.extra_info["peak bytes"] = peak_bytes(lambda: use(make(range(n))))
    results = {squares: n, flatten: n, pairs: n // 2, neighbours: n - 1}
    assert benchmark(lambda: use(make(range(n)))) == results[make]
