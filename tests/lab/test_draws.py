"""A program that draws is a tree of draws: all of it is walked, and nothing is sampled."""

import random
from collections.abc import Callable
from fractions import Fraction
from itertools import permutations, product
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.lab.draws import Tape, every_tape, outcomes


def shuffled(rng: random.Random) -> tuple[int, ...]:
    """The standard library's shuffle of three items."""
    deck = [1, 2, 3]
    rng.shuffle(deck)
    return tuple(deck)


def careless(rng: random.Random) -> tuple[int, ...]:
    """The popular wrong shuffle: swap every place with any place."""
    deck = [1, 2, 3]
    for place in range(3):
        other = rng.randrange(3)
        deck[place], deck[other] = deck[other], deck[place]
    return tuple(deck)


def test_a_fair_shuffle_is_proved_fair() -> None:
    assert outcomes(shuffled) == dict.fromkeys(permutations([1, 2, 3]), Fraction(1, 6))


def test_an_unfair_shuffle_is_unfair_by_exactly_known_chances() -> None:
    assert sorted(outcomes(careless).values()) == [Fraction(4, 27)] * 3 + [Fraction(5, 27)] * 3


@given(bounds=st.lists(st.integers(1, 4), max_size=4))
def test_every_tape_is_played_once_and_in_order(bounds: list[int]) -> None:
    played = list(every_tape(lambda rng: tuple(rng.randrange(bound) for bound in bounds)))
    assert [result for result, _ in played] == list(product(*map(range, bounds)))
    assert all(tape.drawn == list(result) for result, tape in played)
    assert all(tape.bounds == bounds for _, tape in played)


def test_branches_may_draw_more_or_less() -> None:
    """Throw a die again after a six, once: seven and more are as likely as they should be."""

    def throw(rng: random.Random) -> int:
        first = rng.randint(1, 6)
        return first + rng.randint(1, 6) if first == 6 else first

    chances = outcomes(throw)
    assert sum(chances.values()) == 1
    assert {chances[points] for points in range(1, 6)} == {Fraction(1, 6)}
    assert {chances[points] for points in range(7, 13)} == {Fraction(1, 36)}


def test_a_program_without_draws_has_one_outcome() -> None:
    assert outcomes(lambda _: "certain") == {"certain": Fraction(1)}


@pytest.mark.parametrize(
    ("draw", "leaves"),
    [
        (lambda rng: rng.randrange(10, 20, 5), 2),
        (lambda rng: rng.choice("abc"), 3),
        (lambda rng: rng.sample("abc", 3), factorial(3)),
        (lambda rng: rng.getrandbits(3), 8),
        (lambda rng: rng.getrandbits(0), 1),
    ],
    ids=["randrange", "choice", "sample", "bits", "no bits"],
)
def test_every_bounded_draw_of_a_generator_is_seen(
    draw: Callable[[Tape], object], leaves: int
) -> None:
    assert len(list(every_tape(draw))) == leaves


def test_a_tape_plays_what_was_planned_and_then_zeros() -> None:
    tape = Tape([3, 1])
    assert [tape.randrange(5) for _ in range(4)] == [3, 1, 0, 0]
    assert tape.drawn == [3, 1, 0, 0]
    assert tape.bounds == [5] * 4


@pytest.mark.parametrize("draw", ["random", "gauss"])
def test_a_float_is_refused_with_the_remedy(draw: str) -> None:
    with pytest.raises(TypeError, match=r"draw with randrange\(bound\)"):
        getattr(Tape([]), draw)()
