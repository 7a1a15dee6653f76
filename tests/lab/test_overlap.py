"""Who was active at the same time."""

from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.lab.overlap import Slice, at_once, computed, executed_together

times = st.integers(0, 9)
intervals = st.lists(st.tuples(times, st.integers(1, 5)).map(lambda pair: (pair[0], sum(pair))))


@given(spans=intervals)
@example(spans=[])
@example(spans=[(0, 1), (1, 2)])
def test_at_once_counts_at_every_moment(spans: list[tuple[int, int]]) -> None:
    moments = [moment + 0.5 for moment in range(15)]
    at_each = [sum(start < moment < end for start, end in spans) for moment in moments]
    assert at_once(spans) == max(at_each)


@given(
    mine=st.lists(st.booleans(), min_size=4, max_size=4),
    its=st.lists(st.booleans(), min_size=4, max_size=4),
)
def test_who_is_said_to_execute_together_did(mine: list[bool], its: list[bool]) -> None:
    """Each has a core in some of four moments; the slices tell only in how many."""
    one, other = Slice(0, 4, sum(mine)), Slice(0, 4, sum(its))
    both = sum(a and b for a, b in zip(mine, its, strict=True))
    assert executed_together([one], [other]) <= both


def test_only_slices_in_which_both_executed_for_half_of_the_time_count() -> None:
    whole = [Slice(0, 1, 1), Slice(1, 2, 1)]
    assert executed_together(whole, whole) == 2
    assert executed_together(whole, [Slice(0.5, 1.5, 1)]) == 2
    assert executed_together(whole, [Slice(0.6, 1.5, 0.9)]) == 1
    assert executed_together(whole, [Slice(2, 3, 1)]) == 0
    assert executed_together([Slice(0, 2, 1.5)], [Slice(0, 2, 1.5)]) == 1
    assert executed_together([Slice(0, 2, 1.5)], [Slice(0, 2, 1.4)]) == 0


def test_a_stretch_in_which_the_other_was_idle_takes_nothing_from_the_rest() -> None:
    assert executed_together([Slice(0, 2, 2)], [Slice(0, 1, 1), Slice(1, 9, 1)]) == 1


def test_computing_comes_in_slices_that_follow_each_other() -> None:
    slices = computed(slices=3, loops=10)
    assert len(slices) == 3
    assert at_once((each.start, each.end) for each in slices) == 1
    assert all(each.cpu >= 0 for each in slices)
    assert Slice(1, 3, 0.5).idle == 1.5
