"""A growth class is named only where no other class fits nearly as well; else: inconclusive."""

from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from math import inf, nan, prod
from operator import mul

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.lab import growth
from pyinterview.lab.growth import (
    CLASSES,
    DECOYS,
    INCONCLUSIVE,
    ORDER,
    SIZES,
    Cost,
    Growth,
    classify,
    greatest,
    rank,
    spread,
)

EVEN = tuple(range(4, 17, 2))  # the sizes at which c^n is told
names = st.sampled_from(sorted(CLASSES))
factors = st.integers(1, 1_000)


def at_sizes(curve: Callable[[int], float], sizes: Sequence[int] = SIZES) -> dict[int, float]:
    """The curve's values, as counts."""
    return {n: curve(n) for n in sizes}


def test_the_candidates_are_what_they_are_called() -> None:
    assert {name: curve(16) for name, curve in (CLASSES | DECOYS).items()} == {
        "log n": 4,
        "n": 16,
        "n log n": 64,
        "n^2": 256,
        "n^3": 4096,
        "sqrt n": 4,
        "log^2 n": 16,
        "n log log n": 32,
        "n^1.5": 64,
        "n log^2 n": 256,
        "n^2 log n": 1024,
        "n^2.5": 1024,
    }
    assert (DECOYS["log^2 n"](8), DECOYS["n log^2 n"](8), SIZES) == (
        9,
        72,
        (128, 256, 512, 1024, 2048),
    )


@pytest.mark.parametrize("extra", [0, 7, 10_000])
@pytest.mark.parametrize("name", CLASSES)
def test_each_class_is_named_whatever_is_added_to_it(name: str, extra: int) -> None:
    counts = at_sizes(lambda n: 3 * CLASSES[name](n) + extra)
    assert classify(counts).name == name
    assert classify(dict(reversed(counts.items()))) == classify(counts)


@given(name=names, other=names, factor=factors, share=st.floats(0, 10), extra=st.integers(0, 200))
@example(name="n log n", other="n", factor=1, share=10, extra=0)
@example(name="n^2", other="n log n", factor=1, share=10, extra=200)
def test_a_class_with_lower_terms_is_named_or_left_open_but_never_mistaken(
    name: str, other: str, factor: int, share: float, extra: int
) -> None:
    low, high = sorted((name, other), key=rank)
    share = 0 if low == high else share
    counts = at_sizes(lambda n: factor * (CLASSES[high](n) + share * CLASSES[low](n)) + extra)
    assert classify({n: round(count) for n, count in counts.items()}).name in {high, INCONCLUSIVE}


@given(name=st.sampled_from(sorted(DECOYS)), factor=factors, extra=st.integers(0, 200))
def test_what_grows_between_the_classes_is_given_none(name: str, factor: int, extra: int) -> None:
    found = classify(at_sizes(lambda n: factor * DECOYS[name](n) + extra))
    assert found == (INCONCLUSIVE, f"like {name}, which is none of the usual classes")


@pytest.mark.parametrize("power", [1 / 3, 1.25, 1.75, 2.2, 3.5, 4])
def test_what_is_on_neither_list_is_given_none(power: float) -> None:
    assert classify(at_sizes(lambda n: n**power)).name == INCONCLUSIVE


@given(name=names, noise=st.lists(st.floats(-0.03, 0.03), min_size=5, max_size=5))
def test_noise_leaves_a_class_open_but_never_makes_it_another(
    name: str, noise: list[float]
) -> None:
    wrong = iter(noise)
    counts = at_sizes(lambda n: CLASSES[name](n) * (1 + next(wrong)))
    assert classify(counts).name in {name, INCONCLUSIVE}


@given(name=names, scale=st.sampled_from([0.001, 0.5, 3, 10**30, 10**400]))
def test_a_scale_changes_nothing(name: str, scale: float) -> None:
    counts = at_sizes(lambda n: int(1_000_000 * CLASSES[name](n)) * scale)
    assert classify(counts).name == name


@pytest.mark.parametrize(
    ("best", "second", "name"),
    [
        (0.05, 1.0, "n"),
        (0.0501, 1.0, INCONCLUSIVE),
        (0.03125, 3 * 0.03125, "n"),
        (0.03125, 3 * 0.03124, INCONCLUSIVE),
        (0.0, 0.0, "n"),
    ],
)
def test_the_best_fit_is_within_five_percent_and_three_times_better(
    best: float, second: float, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fits = dict.fromkeys(CLASSES | DECOYS, 2.0) | {"n": best, "n log n": second}
    in_turn = iter(fits.values())
    monkeypatch.setattr(growth, "spread", lambda _: next(in_turn))
    assert classify(at_sizes(float)).name == name


def test_the_reason_says_how_well_it_fits() -> None:
    assert classify(at_sizes(lambda n: n**3)).reason == (
        "increments fit n^3 within 0.0%; n^2.5 is off by 37.9%"
    )
    assert classify(at_sizes(lambda n: n + n**2 / 500)).reason == "between n^1.5 and n^2"


def from_ratios(*ratios: float) -> dict[int, float]:
    """Counts at even sizes, each so many times the one before."""
    return dict(zip(EVEN, accumulate((1, *ratios), mul), strict=True))


@pytest.mark.parametrize(
    ("ratios", "name"),
    [
        ((4, 4, 4, 4, 4, 4), "2.000^n"),
        ((9, 5, 4, 4, 4, 4), "2.000^n"),  # only the last four have to be alike
        ((9, 9, 2, 2.049, 2, 2), "1.419^n"),
        ((9, 9, 2, 2.051, 2, 2), INCONCLUSIVE),
        ((1.51,) * 6, "1.229^n"),
        ((1.49,) * 6, INCONCLUSIVE),
    ],
)
def test_exponential_growth_is_a_constant_ratio(ratios: tuple[float, ...], name: str) -> None:
    assert classify(from_ratios(*ratios)).name == name


def test_exponential_growth_needs_even_sizes_and_no_first_count() -> None:
    assert classify({n: n * n for n in EVEN}).name == "n^2"
    assert classify({4: 1, 6: 4, 8: 16, 10: 64, 16: 256}).name == INCONCLUSIVE
    assert classify({4: 0, 6: 2} | {n: 2**n for n in EVEN[2:]}).name == "2.000^n"
    assert classify({4: -9, 5: -3, 6: -2, 7: -1, 8: 0}).name == INCONCLUSIVE
    assert classify({n: 2**n for n in EVEN}).reason == "2 more items multiply the count by 4.000"
    assert classify({n: prod(range(1, n + 1)) for n in EVEN}).name == INCONCLUSIVE


@pytest.mark.parametrize("sizes", [SIZES, range(1_000, 9_001, 2_000)])
def test_counts_beyond_any_float_are_no_trouble(sizes: Sequence[int]) -> None:
    assert classify({n: 3**n for n in sizes}).name == INCONCLUSIVE


@pytest.mark.parametrize("counts", [(7, 7, 7, 7, 7), (0, 0, 0, 0, 0), (0.5,) * 5])
def test_constant_means_equal_at_every_size(counts: tuple[float, ...]) -> None:
    found = classify(dict(zip(SIZES, counts, strict=True)))
    assert found == ("1", f"{counts[0]} at every size")
    assert classify(dict.fromkeys(SIZES, 12_345.0)).reason == "12,345 at every size"


@pytest.mark.parametrize(
    "counts", [(1, 2, 3, 4, 4), (1, 1, 2, 3, 4), (5, 4, 3, 2, 1), (1, 2, 3, nan, 5)]
)
def test_a_count_that_does_not_rise_has_no_class(counts: tuple[float, ...]) -> None:
    found = classify(dict(zip(SIZES, counts, strict=True)))
    assert found == (INCONCLUSIVE, "the count does not rise with every size")


def test_an_infinite_count_has_no_class() -> None:
    assert classify({**at_sizes(float), SIZES[-1]: inf}).name == INCONCLUSIVE


@pytest.mark.parametrize("sizes", [(), SIZES[:4], (1, 2, 3, 4, 5)])
def test_fewer_than_five_sizes_tell_nothing(sizes: Sequence[int]) -> None:
    with pytest.raises(ValueError, match="a growth class needs five sizes from 2 on, not "):
        classify(at_sizes(float, sizes))
    assert classify(at_sizes(float, (2, 4, 8, 16, 32))).name == "n"


OPEN = INCONCLUSIVE


@pytest.mark.parametrize(
    ("growths", "verdict"),
    [
        ({"a": "n"}, "a: n"),
        ({"a": "1", "b": "log n", "c": "1"}, "b: log n"),
        ({"a": "n log n", "b": "n", "c": "n^2"}, "c: n^2"),
        ({"a": "n", "b": "n"}, "a: n"),
        ({"a": "n log n", "b": OPEN}, f"b: {OPEN}"),
        ({"a": "n^2", "b": OPEN}, "a: n^2"),
        ({"a": OPEN, "b": "n^3"}, "b: n^3"),
        ({"a": OPEN, "b": OPEN}, f"a: {OPEN}"),
        ({"a": "n^3", "b": "1.618^n", "c": OPEN}, "b: 1.618^n"),
        ({"a": "1.618^n", "b": "2.000^n"}, "b: 2.000^n"),
        ({"a": "10.000^n", "b": "9.000^n"}, "a: 10.000^n"),
    ],
)
def test_the_greatest_growth_wins_if_nothing_greater_may_hide(
    growths: Mapping[str, str], verdict: str
) -> None:
    name, reason = greatest({counter: Growth(name, name) for counter, name in growths.items()})
    assert (reason, reason.endswith(f": {name}")) == (verdict, True)


def test_a_verdict_on_nothing_is_an_error() -> None:
    with pytest.raises(ValueError, match="needs at least one counter"):
        greatest({})


def test_classes_are_ranked_in_the_order_in_which_they_grow() -> None:
    assert sorted(["2.000^n", *reversed(ORDER), "1.001^n"], key=rank) == [
        *("1", "log n", "n", "n log n", "n^2", "n^3"),
        *("1.001^n", "2.000^n"),
    ]


def test_a_cost_says_what_it_counts_and_counts_it() -> None:
    cost = Cost(sorted, lambda n: (range(n),), lambda n: n)
    assert str(cost) == "sorted: comparisons, random input"
    assert (cost.measure(10), cost.limit(10)) == (9, 10)
    scan = Cost(list.index, lambda n: (range(n), n - 1), int, "equalities", "last item")
    assert (str(scan), scan.measure(10)) == ("index: equalities, last item", 10)


def test_spread_is_deviation_in_proportion() -> None:
    assert spread([2.0, 4.0]) == pytest.approx(1 / 3)
    assert spread([20.0, 40.0]) == spread([2.0, 4.0])
