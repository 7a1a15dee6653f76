"""Q31: operations, reallocations and frames, counted instead of guessed."""

import sys
from bisect import bisect_left
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.algorithms import count_operations, reallocations, stack_depth
from pyinterview.lab.growth import SIZES, classify

lengths = st.integers(0, 300)


@given(n=lengths)
def test_a_scan_for_an_absent_item_is_n_equality_tests(n: int) -> None:
    assert count_operations(lambda row: -1 in row, range(n)) == n


@given(n=lengths)
def test_a_sorted_list_is_recognised_by_n_minus_one_comparisons(n: int) -> None:
    assert count_operations(sorted, range(n)) == max(0, n - 1)


@given(n=lengths)
def test_comparing_all_pairs_is_quadratic(n: int) -> None:
    pairs = count_operations(lambda row: [a < b for a in row for b in row], iter(range(n)))
    assert pairs == n * n


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (lambda row: row[0] < row[-1], "1"),
        (lambda row: bisect_left(row, len(row)), "log n"),
        (max, "n"),
        (lambda row: [a == b for a in row for b in row], "n^2"),
    ],
)
def test_counts_at_five_sizes_give_the_class(function: object, name: str) -> None:
    counts = {n: count_operations(function, range(n)) for n in SIZES}  # type: ignore[arg-type]
    assert classify(counts).name == name


def test_the_functions_own_error_passes_through() -> None:
    with pytest.raises(IndexError):
        count_operations(lambda row: row[0], [])


def sizes_while_appending(n: int) -> list[int]:
    """The bytes of a list after each of n appends, beginning with none."""
    row: list[None] = []
    sizes = [sys.getsizeof(row)]
    for _ in range(n):
        row.append(None)
        sizes.append(sys.getsizeof(row))
    return sizes


@given(n=st.integers(0, 2_000))
def test_a_list_moves_whenever_its_size_in_bytes_changes(n: int) -> None:
    sizes = sizes_while_appending(n)
    moved = [at for at in range(n) if sizes[at + 1] != sizes[at]]
    assert reallocations(n) == (len(moved), sum(moved))


def test_moves_are_rare_and_constant_on_average() -> None:
    moves, elements = reallocations(100_000)
    assert 20 < moves < 200
    assert elements < 9 * 100_000


def test_a_negative_number_of_appends_is_refused() -> None:
    with pytest.raises(ValueError):
        reallocations(-1)


def countdown(n: int) -> int:
    """One frame for each step."""
    return countdown(n - 1) if n else 0


def fib(n: int) -> int:
    """Many calls, few of them open at once."""
    return fib(n - 1) + fib(n - 2) if n > 1 else n


@given(n=st.integers(0, 100))
def test_recursion_on_the_rest_keeps_a_frame_an_item(n: int) -> None:
    assert stack_depth(countdown, n) == n + 1


@pytest.mark.parametrize("n", range(1, 12))
def test_depth_counts_open_frames_and_not_calls(n: int) -> None:
    assert stack_depth(fib, n) == max(1, n)


def lopsided(n: int) -> int:
    """A short branch first, then a deeper one."""
    return lopsided(0) + lopsided(n - 1) if n else 0


@given(n=st.integers(0, 50))
def test_frames_that_were_left_no_longer_count(n: int) -> None:
    assert stack_depth(lopsided, n) == n + 1


def test_frames_of_other_functions_do_not_count() -> None:
    assert stack_depth(lambda: countdown(10)) == 1


def test_a_loop_is_one_frame_and_c_code_none() -> None:
    assert stack_depth(lambda: list(accumulate(range(10)))) == 1
    assert stack_depth(sum, [1, 2]) == 0


def test_a_profiler_that_was_there_before_is_there_again() -> None:
    def profiler(*_: object) -> None:
        """Do nothing, but be there."""

    sys.setprofile(profiler)
    try:
        assert stack_depth(countdown, 3) == 4
        assert sys.getprofile() is profiler
    finally:
        sys.setprofile(None)


def test_the_profiler_is_put_back_after_an_error() -> None:
    def fail() -> None:
        raise LookupError

    try:
        with pytest.raises(LookupError):
            stack_depth(fail)
        assert sys.getprofile() is None
    finally:
        sys.setprofile(None)
