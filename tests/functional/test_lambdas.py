"""Q29: functions made of functions, and that they behave like one."""

from collections.abc import Callable
from functools import partial, reduce
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.functional import compose

Function = Callable[[int], int]

numbers = st.integers(-100, 100)
# Neither commute with one another, so a wrong order shows.
functions = st.builds(lambda a, b: lambda x: a * x + b, st.integers(2, 5), st.integers(1, 9))
chains = st.lists(functions, max_size=6)


@given(chain=chains, x=numbers)
def test_the_last_function_is_called_first(chain: list[Function], x: int) -> None:
    wanted = reduce(lambda value, function: function(value), reversed(chain), x)
    assert compose(*chain)(x) == wanted


@given(f=functions, g=functions, h=functions, x=numbers)
def test_composition_is_associative(f: Function, g: Function, h: Function, x: int) -> None:
    assert compose(f, compose(g, h))(x) == compose(compose(f, g), h)(x) == compose(f, g, h)(x)


@given(f=functions, x=numbers)
def test_composing_nothing_is_the_identity(f: Function, x: int) -> None:
    assert compose()(x) == x
    assert compose(f, compose())(x) == compose(compose(), f)(x) == f(x)


def test_the_identity_returns_the_very_same_object() -> None:
    item: list[int] = []
    assert compose()(item) is item


def test_the_last_function_takes_any_arguments() -> None:
    assert compose(str, pow)(2, 5, mod=7) == "4"
    assert compose(int)("11", base=2) == 3
    assert compose(len, dict)(a=1, b=2) == 2


def test_a_result_is_passed_on_whole_whatever_it_is() -> None:
    assert compose(len, divmod)(7, 2) == 2
    assert compose(repr, print)(end="") == "None"


def test_classes_methods_and_partials_can_be_composed() -> None:
    assert compose(",".join, partial(map, str), range)(3) == "0,1,2"


def test_each_function_is_called_once_at_each_call() -> None:
    called: list[str] = []

    def noting(name: str) -> Callable[[int], int]:
        def note(value: int) -> int:
            called.append(name)
            return value + 1

        return note

    composed = compose(noting("outer"), noting("inner"))
    assert called == []
    assert (composed(0), composed(5)) == (2, 7)
    assert called == ["inner", "outer"] * 2


@pytest.mark.parametrize("wrong", [None, 3, "len", [len]])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_what_is_not_callable_is_a_type_error_at_once(wrong: Any, at: int) -> None:
    chain: list[Any] = [str, abs]
    chain.insert(at, wrong)
    with pytest.raises(TypeError):
        compose(*chain)


def test_an_error_inside_comes_out_as_it_is() -> None:
    with pytest.raises(ZeroDivisionError):
        compose(str, lambda x: 1 // x, abs)(0)


def test_ten_thousand_functions_do_not_exceed_the_recursion_limit() -> None:
    chain = [lambda x: x + 1] * 10_000
    assert compose(*chain)(0) == 10_000
