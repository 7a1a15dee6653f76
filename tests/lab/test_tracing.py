"""Executed instructions: the same every time, of the right files, and stopped in time."""

import contextlib
import functools
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from pyinterview.lab.tracing import BudgetExceeded, Meter, executed

HERE = __file__


def total(numbers: list[int]) -> int:
    """One loop."""
    result = 0
    for number in numbers:
        result += number
    return result


def forever() -> None:
    """A loop that nobody ends."""
    while True:
        pass


def tracers() -> list[object]:
    """Everything that watches the interpreter just now."""
    if sys.version_info >= (3, 12):
        return [sys.gettrace(), *(sys.monitoring.get_tool(tool) for tool in range(6))]
    return [sys.gettrace()]


@pytest.fixture(autouse=True)
def unwatched() -> Iterator[None]:
    """Whatever a test does, the interpreter is watched afterwards as it was before."""
    before = tracers()
    yield
    assert tracers() == before


def spent(function: Callable[..., object], *arguments: Any) -> int:
    """The instructions of this file."""
    return executed(function, *arguments, filename=HERE)


def test_a_run_repeats_to_the_instruction() -> None:
    assert spent(total, [1] * 50) == spent(total, [1] * 50) > 50


def test_a_loop_grows_exactly_linearly() -> None:
    at = [spent(total, [1] * n) for n in (0, 100, 200, 300)]
    assert at[2] - at[1] == at[3] - at[2] == 100 * ((at[2] - at[1]) // 100)
    assert at[1] - at[0] >= 300


def test_work_in_c_is_not_seen() -> None:
    assert spent(lambda: sum(range(10))) == spent(lambda: sum(range(10_000)))
    assert executed(sum, range(10_000)) == 0


def test_only_the_named_file_counts_or_else_every_file_but_the_instrument() -> None:
    def reduced(numbers: list[int]) -> int:
        pairs = functools.singledispatch(total)  # Python code of the standard library
        return int(pairs(numbers))

    assert executed(total, [1, 2, 3], filename="elsewhere.py") == 0
    assert executed(total, [1, 2, 3]) == spent(total, [1, 2, 3])
    assert executed(reduced, [1, 2, 3]) > spent(reduced, [1, 2, 3])


def test_generators_and_nested_functions_count_too() -> None:
    def squares(n: int) -> int:
        return sum(number * number for number in range(n))

    assert spent(squares, 200) - spent(squares, 100) >= 300


def test_the_budget_is_what_may_run_and_not_one_more() -> None:
    needed = executed(total, [1, 2, 3])
    assert executed(total, [1, 2, 3], budget=needed) == needed
    with pytest.raises(BudgetExceeded, match=f"more than {needed - 1:,} instructions"):
        executed(total, [1, 2, 3], budget=needed - 1)


@pytest.mark.parametrize("filename", [HERE, None])
def test_an_endless_loop_ends(filename: str | None) -> None:
    with pytest.raises(BudgetExceeded, match="more than 1,000 instructions"):
        executed(forever, filename=filename, budget=1_000)


def test_work_that_swallows_every_exception_is_stopped_or_found_out() -> None:
    def stubborn(tries: int) -> None:
        for _ in range(tries):
            with contextlib.suppress(BaseException):
                total([1] * 1_000)

    with pytest.raises(BudgetExceeded):
        executed(stubborn, 3, filename=HERE, budget=100)
    assert not issubclass(BudgetExceeded, Exception)


def test_an_exception_of_the_work_passes() -> None:
    with pytest.raises(ZeroDivisionError):
        executed(lambda: 1 // 0)
    assert spent(total, [1]) > 0


def test_a_run_inside_a_run_disturbs_neither() -> None:
    alone = spent(total, [1] * 100)
    inner: list[int] = []

    def outer() -> None:
        inner.append(spent(total, [1] * 100))

    assert spent(outer) > 0
    assert inner == [alone]


def test_a_meter_without_a_budget_counts_on() -> None:
    meter = Meter(None)
    for _ in range(3):
        meter.tick()
    assert (meter.count, meter.budget) == (3, sys.maxsize)


@pytest.mark.skipif(sys.version_info < (3, 12), reason="3.11 has no sys.monitoring")
def test_a_tool_of_somebody_else_is_left_alone() -> None:
    if sys.version_info >= (3, 12):
        sys.monitoring.use_tool_id(4, "somebody")
        try:
            assert spent(total, [1]) > 0
            assert sys.monitoring.get_tool(4) == "somebody"
        finally:
            sys.monitoring.free_tool_id(4)


@pytest.mark.skipif(sys.version_info >= (3, 12), reason="newer versions trace by sys.monitoring")
def test_a_tracer_that_was_there_is_put_back() -> None:
    def tracer(*_: object) -> None:
        return None

    before = sys.gettrace()
    sys.settrace(tracer)
    try:
        assert spent(total, [1]) > 0
        assert sys.gettrace() is tracer
    finally:
        sys.settrace(before)
