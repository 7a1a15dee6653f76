"""Q54: the second largest value or the second in order, in one pass or with fewest comparisons."""

import random
from collections.abc import Callable, Iterable
from decimal import Decimal, InvalidOperation
from functools import partial
from itertools import permutations, product
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.algorithms import second_largest, second_largest_tournament
from pyinterview.algorithms.selection import COSTS
from pyinterview.lab.counting import OnlyLess, tally_of
from pyinterview.lab.growth import Cost
from pyinterview.lab.hidden import counting_twin, moved_elements
from pyinterview.lab.memory import Live

Choice = Callable[[Iterable[Any]], Any]


def second_in_order(values: Iterable[Any]) -> Any:
    """One pass, where [5, 5, 3] gives 5."""
    return second_largest(values, distinct=False)


IN_ORDER = [second_in_order, second_largest_tournament]
ALL = [second_largest, *IN_ORDER]

# A small alphabet around zero: maxima repeat, and are often negative.
digits = st.integers(-4, 4)


@given(values=st.lists(digits))
@example(values=[])
@example(values=[5, 5])
@example(values=[5, 5, 3])
@example(values=[3, 5, 4])
def test_the_second_largest_value_is_below_every_maximum(values: list[int]) -> None:
    distinct = sorted(set(values))
    expected = distinct[-2] if len(distinct) > 1 else None
    assert second_largest(values, default=None) == expected


@given(values=st.lists(digits, min_size=2))
@example(values=[5, 5, 3])
@example(values=[3, 5, 4])
@pytest.mark.parametrize("choose", IN_ORDER)
def test_the_second_in_order_may_be_a_maximum_again(choose: Choice, values: list[int]) -> None:
    assert choose(values) == sorted(values)[-2]


@pytest.mark.parametrize("choose", ALL)
def test_any_values_that_have_an_order_will_do(choose: Choice) -> None:
    assert choose(["pear", "apple", "fig"]) == "fig"
    assert choose([Decimal("-1.5"), Decimal(-2), Decimal("-1.25")]) == Decimal("-1.5")
    assert choose([float("-inf"), float("inf"), -1.0]) == -1.0
    assert choose(n * n for n in range(-3, 3)) == 4


@pytest.mark.parametrize("choose", ALL)
def test_values_need_nothing_but_less_than(choose: Choice) -> None:
    for order in permutations([1, 2, 3, 3]):
        chosen = choose([OnlyLess(value) for value in order]).value
        assert chosen == (2 if choose is second_largest else 3)


@pytest.mark.parametrize("choose", ALL)
def test_the_callers_list_stays_as_it_is(choose: Choice) -> None:
    values = [4, 9, 1, 7]
    assert choose(values) == 7
    assert values == [4, 9, 1, 7]


@pytest.mark.parametrize("choose", ALL)
@pytest.mark.parametrize("values", [[], [5]])
def test_fewer_than_two_values_are_a_value_error(choose: Choice, values: list[int]) -> None:
    with pytest.raises(ValueError):
        choose(values)


def test_equal_values_are_one_value_unless_the_order_is_asked_for() -> None:
    with pytest.raises(ValueError):
        second_largest([5, 5, 5])
    assert second_largest([5, 5, 5], distinct=False) == 5


@pytest.mark.parametrize("default", [None, 0, "none"])
def test_a_default_is_returned_only_when_there_is_no_second(default: object) -> None:
    assert second_largest([], default=default) is default
    assert second_largest([5, 5], default=default) is default
    assert second_largest([5], distinct=False, default=default) is default
    assert second_largest([5, 3], default=default) == 3


@pytest.mark.parametrize("choose", ALL)
@pytest.mark.parametrize("others", [(1.0,), (1.0, 2.0), (2.0, 2.0), (1.0, 2.0, 3.0, 3.0)], ids=str)
def test_nan_is_refused_wherever_it_stands(choose: Choice, others: tuple[float, ...]) -> None:
    for values in permutations((float("nan"), *others)):
        with pytest.raises(ValueError):
            choose(values)


@pytest.mark.parametrize("choose", ALL)
def test_a_decimal_nan_may_refuse_in_its_own_words(choose: Choice) -> None:
    for values in permutations([Decimal("NaN"), Decimal(1), Decimal(2)]):
        with pytest.raises((ValueError, InvalidOperation)):
            choose(values)


@pytest.mark.parametrize("n", [2, 3, 4, 5])
def test_no_input_costs_one_pass_more_than_its_limits(n: int) -> None:
    for values in product(range(n), repeat=n):
        distinct = tally_of(partial(second_largest, default=None), values).comparisons
        assert distinct <= 3 * n - 4
        assert tally_of(second_in_order, values).comparisons <= 2 * n - 3


@pytest.mark.parametrize("n", [2, 3, 4, 5, 6, 7])
def test_the_worst_tournament_takes_exactly_the_fewest_matches_possible(n: int) -> None:
    spent = [
        tally_of(second_largest_tournament, values).comparisons for values in permutations(range(n))
    ]
    assert max(spent) == n + (n - 1).bit_length() - 2


@pytest.mark.parametrize("choose", [second_largest, second_in_order])
def test_in_random_order_hardly_more_than_one_comparison_a_value(choose: Choice) -> None:
    values = random.Random(54).sample(range(10**9), 10_000)
    assert tally_of(choose, values).comparisons <= 10_100


@pytest.mark.parametrize("choose", [second_largest, second_in_order])
def test_one_pass_holds_four_values_at_most(choose: Choice) -> None:
    numbers = Live(random.Random(54).choices(range(900), k=1_000))
    choose(numbers)
    assert numbers.peak <= 4


def test_the_tournament_hides_no_list_work_in_c() -> None:
    assert moved_elements(counting_twin(second_largest_tournament), list(range(2_000))) <= 16_000


@pytest.mark.parametrize("cost", COSTS, ids=str)
def test_each_way_stays_within_its_limit(cost: Cost) -> None:
    for n in (2, 3, 4, 7, 8, 9, 1_000, 1_024, 1_025):
        assert cost.measure(n) <= cost.limit(n)


@pytest.mark.parametrize("n", [2, 3, 17, 32])
def test_the_second_is_found_wherever_it_and_the_champion_stand(n: int) -> None:
    for first, second in permutations(range(n), 2):
        players = [0] * n
        players[first], players[second] = 2, 1
        assert second_largest_tournament(players) == 1
