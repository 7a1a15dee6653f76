"""What looks on while a reader's function runs accuses nobody who did nothing."""

import sys

import pytest

from pyinterview.algorithms import binary_search
from pyinterview.app.audit import Helpers


@pytest.mark.parametrize("left", range(30))
def test_an_honest_function_is_not_accused_wherever_the_looks_end(left: int) -> None:
    accusations: list[str] = []
    helpers = Helpers("binary_search", (), binary_search, accusations.append)
    before, helpers.left = sys.getprofile(), left
    with helpers:
        assert sum(abs(number) for number in range(-5, 0)) == 15
    assert sys.getprofile() is before
    assert accusations == []


def test_a_function_that_ends_the_looks_is_accused() -> None:
    accusations: list[str] = []
    with Helpers("binary_search", (), binary_search, accusations.append):
        sys.setprofile(None)
    assert accusations == ["it changes the profiler, which no answer needs"]
