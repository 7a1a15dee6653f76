"""Q8 and Q73: every order in which the steps of several programs can run, and what comes of it."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice, permutations
from math import comb, factorial, prod

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.concurrency import schedules
from pyinterview.concurrency.models import atomic, driven, outcomes
from pyinterview.lab.memory import peak_bytes

lengths = st.lists(st.integers(0, 3), max_size=4).filter(lambda sizes: sum(sizes) <= 7)
few_steps = st.integers(0, 6)
some_steps = st.integers(0, 3)


def programs_of(sizes: Sequence[int]) -> list[list[tuple[int, int]]]:
    """Programs in which every step tells its program and its place in it."""
    return [[(program, place) for place in range(n)] for program, n in enumerate(sizes)]


def by_permutations(programs: Sequence[Sequence[tuple[int, int]]]) -> Iterator[tuple[object, ...]]:
    """All orders of all steps, without those that turn a program round."""
    for order in permutations(step for program in programs for step in program):
        if all([step for step in order if step in program] == program for program in programs):
            yield order


@given(sizes=lengths)
@example(sizes=[])
@example(sizes=[0])
@example(sizes=[0, 2, 0])
@example(sizes=[2, 2])
@example(sizes=[1, 2, 1])
def test_they_are_all_orders_that_keep_each_programs_own(sizes: list[int]) -> None:
    programs = programs_of(sizes)
    assert sorted(schedules(*programs)) == sorted(by_permutations(programs))


@given(n=few_steps, m=few_steps)
@example(n=2, m=2)
def test_two_programs_have_as_many_as_the_binomial_says(n: int, m: int) -> None:
    found = list(schedules(*programs_of([n, m])))
    assert len(found) == len(set(found)) == comb(n + m, n)


@given(sizes=st.tuples(some_steps, some_steps, some_steps))
@example(sizes=(3, 3, 3))
def test_three_programs_have_as_many_as_the_multinomial_says(sizes: tuple[int, ...]) -> None:
    found = list(schedules(*programs_of(sizes)))
    many = factorial(sum(sizes)) // prod(map(factorial, sizes))
    assert len(found) == len(set(found)) == many


def test_equal_steps_are_different_steps() -> None:
    assert list(schedules("aa", "a")) == [("a", "a", "a")] * 3
    assert Counter(schedules([1, 1], [True])) == {(1, 1, 1): 3}


def test_steps_are_taken_as_they_are() -> None:
    step: list[object] = []
    (schedule,) = schedules([step, None])
    assert schedule == ([], None)
    assert schedule[0] is step


def test_without_programs_or_steps_there_is_one_schedule_and_it_is_empty() -> None:
    assert list(schedules()) == list(schedules("")) == list(schedules("", [])) == [()]


def test_programs_are_any_iterables() -> None:
    found = list(schedules(iter("ab"), range(1), (letter for letter in "x")))
    assert len(set(found)) == 12
    assert ("a", "b", 0, "x") in found


def test_the_programs_stay_as_they_are() -> None:
    left, right = ["a", "b"], ["x"]
    assert len(list(schedules(left, right))) == 3
    assert (left, right) == (["a", "b"], ["x"])


def test_it_is_an_iterator_that_is_used_up_once() -> None:
    found = schedules("a", "x")
    assert iter(found) is found
    assert sorted(found) == [("a", "x"), ("x", "a")]
    assert list(found) == []


def test_the_first_is_made_without_the_others() -> None:
    assert peak_bytes(lambda: next(schedules(range(8), range(8)))) < 100_000  # all: 2,000,000


def test_the_first_of_very_many_are_there_at_once() -> None:
    programs = [range(30), range(30, 60), range(60, 70)]
    first = list(islice(schedules(*programs), 100))
    assert len(set(first)) == 100
    for schedule in first:
        assert [[step for step in schedule if step in program] for program in programs] == [
            list(program) for program in programs
        ]


def read(shared: dict[str, int], own: dict[str, int]) -> None:
    """The first half of an increment."""
    own["t"] = shared["x"]


def write(shared: dict[str, int], own: dict[str, int]) -> None:
    """The second half."""
    shared["x"] = own["t"] + 1


def test_four_of_the_six_orders_of_two_increments_lose_one() -> None:
    assert outcomes([read, write], [read, write], start={"x": 0}) == {(1,): 4, (2,): 2}


def test_of_seventy_orders_of_twice_two_increments_six_keep_all() -> None:
    twice = [read, write, read, write]
    assert outcomes(twice, twice, start={"x": 0}) == {(4,): 6, (3,): 32, (2,): 32}


@pytest.mark.parametrize("workers", [1, 2, 3, 4])
def test_an_increment_of_one_step_is_never_lost(workers: int) -> None:
    increments = [atomic([read, write])] * workers
    assert outcomes(*increments, start={"x": 0}) == {(workers,): factorial(workers)}


def test_coroutines_lose_it_only_where_they_await_between_read_and_write() -> None:
    apart, together = [[read], [write]], [[read, write], []]
    assert driven(apart, apart, start={"x": 0}) == {(1,): 4, (2,): 2}
    assert driven(together, together, start={"x": 0}) == {(2,): 6}
