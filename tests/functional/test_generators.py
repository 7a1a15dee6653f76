"""Q3: batches, windows and flat streams of anything that can be iterated, read as needed."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.functional import batched, flatten, windows
from pyinterview.lab.memory import Live

Cutter = Callable[[Iterable[Any], int], Iterator[tuple[Any, ...]]]

sizes = st.integers(1, 6)
items_of_any_kind = st.lists(st.none() | st.booleans() | st.integers(0, 9))  # false ones too
atoms = st.none() | st.integers(0, 9) | st.text("ab", max_size=2) | st.binary(max_size=2)
nests = st.recursive(
    st.lists(atoms, max_size=3),
    lambda inner: st.lists(inner | atoms, max_size=3) | st.tuples(inner, atoms),
    max_leaves=10,
)


def slices(items: Sequence[Any], n: int, starts: range) -> list[tuple[Any, ...]]:
    """What slicing gives, for a sequence that is there as a whole."""
    return [tuple(items[start : start + n]) for start in starts]


def flat(nest: Iterable[Any]) -> Iterator[Any]:
    """What recursion gives, for nests that are not deep."""
    for item in nest:
        if isinstance(item, list | tuple):
            yield from flat(item)
        else:
            yield item


def drain(results: Iterable[object]) -> None:
    """Take every result and keep none of them."""
    deque(results, maxlen=0)


@given(items=items_of_any_kind, n=sizes)
@example(items=[], n=1)
@example(items=[None, None, None], n=2)
def test_batched_cuts_everything_and_loses_nothing(items: list[object], n: int) -> None:
    assert list(batched(iter(items), n)) == slices(items, n, range(0, len(items), n))


@given(items=items_of_any_kind, n=sizes)
def test_a_strict_batched_refuses_a_shorter_last_batch_in_its_place(
    items: list[object], n: int
) -> None:
    whole = len(items) // n
    batches = batched(items, n, strict=True)
    assert list(islice(batches, whole)) == slices(items, n, range(0, whole * n, n))
    if len(items) % n:
        with pytest.raises(ValueError):
            next(batches)
    else:
        assert next(batches, "no more") == "no more"


@given(items=items_of_any_kind, n=sizes)
@example(items=[1, 2, 3], n=3)
@example(items=[1, 2], n=3)
def test_windows_are_all_neighbours_of_that_number(items: list[object], n: int) -> None:
    assert list(windows(iter(items), n)) == slices(items, n, range(len(items) - n + 1))


@pytest.mark.parametrize("cut", [batched, windows])
@pytest.mark.parametrize("n", [0, -1])
def test_a_number_below_one_is_refused_at_the_call(cut: Cutter, n: int) -> None:
    with pytest.raises(ValueError):
        cut([1, 2], n)


@pytest.mark.parametrize("cut", [batched, windows])
def test_the_call_itself_reads_nothing(cut: Cutter) -> None:
    numbers = iter(range(1_000))
    assert cut(numbers, 3) is not None
    assert next(numbers) == 0


def test_batched_reads_a_batch_when_it_is_asked_for_one() -> None:
    numbers = iter(range(1_000))
    batches = batched(numbers, 3)
    assert next(batches) == (0, 1, 2)
    assert next(numbers) == 3
    assert next(batches) == (4, 5, 6)


def test_windows_read_n_items_and_then_one_at_a_time() -> None:
    numbers = iter(range(1_000))
    found = windows(numbers, 3)
    assert next(found) == (0, 1, 2)
    assert next(numbers) == 3
    assert next(found) == (1, 2, 4)
    assert next(numbers) == 5


@pytest.mark.parametrize("cut", [batched, windows])
@pytest.mark.parametrize("n", [1, 2, 10])
def test_no_more_than_one_result_and_the_next_item_are_alive(cut: Cutter, n: int) -> None:
    items = Live(range(5 * n + 1))
    drain(cut(items, n))
    assert items.peak <= n + 1


def test_each_is_an_iterator_and_is_used_up_once() -> None:
    for stream in (batched([1, 2], 1), windows([1, 2], 1), flatten([1, 2])):
        assert iter(stream) is stream
        drain(stream)
        assert list(stream) == []


@given(nest=nests)
@example(nest=[[], [[]], [[], [[]]]])
@example(nest=["ab", [b"ab", ""]])
def test_flatten_gives_every_atom_from_left_to_right(nest: Iterable[Any]) -> None:
    assert list(flatten(nest)) == list(flat(nest))


@pytest.mark.parametrize("depth", [2_000, 100_000])
def test_flatten_works_at_any_depth(depth: int) -> None:
    nest: list[Any] = ["bottom"]
    for _ in range(depth):
        nest = [nest]
    assert list(flatten(nest)) == ["bottom"]


def test_flatten_opens_whatever_can_be_iterated() -> None:
    class Letters:
        def __getitem__(self, index: int) -> str:
            return "xy"[index]

    nest = [range(2), {"key": "value"}, (str(n) for n in range(2)), Letters(), {5}, None]
    assert list(flatten(iter(nest))) == [0, 1, "key", "0", "1", "x", "y", 5, None]


def test_flatten_leaves_whole_what_it_is_told_to() -> None:
    nest = [(1, 2), [(3,), [4]], {5: 6}]
    assert list(flatten(nest, atoms=(tuple, dict))) == [(1, 2), (3,), 4, {5: 6}]
    assert list(flatten([b"ab", "c"], atoms=str)) == [97, 98, "c"]


def test_flatten_reads_one_item_at_a_time_and_keeps_none() -> None:
    inner, outer = iter(range(1_000)), iter([[number] for number in range(1_000)])
    assert [*islice(flatten([[], inner]), 2), next(inner)] == [0, 1, 2]
    assert [*islice(flatten(outer), 2), next(outer)] == [0, 1, [2]]
    items = Live(range(10))
    drain(flatten([items]))
    assert items.peak <= 2


def test_flatten_refuses_a_list_inside_itself_when_it_meets_it() -> None:
    loop: list[Any] = [1]
    loop.append(loop)
    stream = flatten(loop)
    assert next(stream) == 1
    with pytest.raises(ValueError):
        next(stream)


def test_flatten_refuses_a_cycle_of_several_containers() -> None:
    first: list[Any] = []
    first.append(({"key": 1}.values(), [first]))
    with pytest.raises(ValueError):
        drain(flatten([first]))


def test_flatten_takes_the_same_list_twice_side_by_side() -> None:
    pair = [1, 2]
    assert list(flatten([pair, pair, [pair, [pair]]])) == [1, 2] * 4


def test_flatten_takes_containers_that_are_made_as_it_goes() -> None:
    """Each level is dropped by the one above, so that the next may stand at its address."""

    class Level:
        def __init__(self, depth: int) -> None:
            self.depth = depth

        def __iter__(self) -> Iterator[Any]:
            return map(Level if self.depth else str, [self.depth - 1])

    assert list(flatten(Level(100))) == ["-1"]
