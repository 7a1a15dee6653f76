"""Our own errors name the input and the remedy; other answers may say it in other words."""

from collections.abc import Callable

import pytest

from pyinterview.algorithms import (
    lower_bound,
    reallocations,
    second_largest,
    second_largest_tournament,
    sort_by,
    upper_bound,
)


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda: lower_bound([1], 1, -1), ValueError, "lo must not be negative, not -1"),
        (lambda: upper_bound([1], 1, -2), ValueError, "lo must not be negative, not -2"),
        (lambda: reallocations(-3), ValueError, "appends must not be negative, not -3"),
        (lambda: second_largest([5, 5]), ValueError, "fewer than two distinct values"),
        (lambda: second_largest([5], distinct=False), ValueError, "fewer than two values"),
        (lambda: second_largest_tournament([]), ValueError, "^fewer than two values$"),
        (lambda: second_largest([1.0, float("nan")]), ValueError, "NaN .*: leave it out"),
        (lambda: sort_by([1]), TypeError, "sort_by needs at least one key"),
        (
            lambda: sort_by([1], (abs, "desc")),  # type: ignore[arg-type]
            ValueError,
            "direction must be ascending or descending, not 'desc'",
        ),
    ],
)
def test_an_error_is_a_sentence(
    call: Callable[[], object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        call()
