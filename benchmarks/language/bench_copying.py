"""Q25. A deep copy in Python, ours and the library's, against a round trip through pickle in C."""

import copy
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pyinterview.language import deep_copy


class Point:
    """An object with two attributes, one of them a list."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.tags = ["a", number]


def records(n: int) -> list[Any]:
    """Return JSON as an API gives it: n dicts with a list, a dict and a tuple each."""
    return [
        {"id": i, "tags": ["a", "b"], "at": {"x": i, "y": 0.5}, "size": (1, 2)} for i in range(n)
    ]


def points(n: int) -> list[Any]:
    """Return n objects."""
    return [Point(i) for i in range(n)]


def by_pickle(x: Any) -> Any:
    """The round trip: only for what can be pickled."""
    return pickle.loads(pickle.dumps(x))  # noqa: S301 -- pickled a moment ago


@pytest.mark.parametrize("n", [10, 100, 1_000])
@pytest.mark.parametrize("make", [records, points])
@pytest.mark.parametrize("copied", [deep_copy, copy.deepcopy, by_pickle])
def bench_deep_copy(
    benchmark: BenchmarkFixture, copied: Callable[..., Any], make: Callable[[int], Any], n: int
) -> None:
    benchmark.group = f"{make.__name__} of {n:,}"
    x = make(n)
    memo: dict[int, Any] = {}
    deep_copy(x, memo)
    benchmark.extra_info["copied objects"] = len(memo) - 1  # but for the list of originals
    y = benchmark(copied, x)
    assert len(y) == n
    assert y[-1] is not x[-1]
