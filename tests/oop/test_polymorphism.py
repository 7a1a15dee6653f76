"""Q22: Money next to whole cents, and next to operands that know more than it does."""

import copy
import pickle
from collections.abc import Callable
from decimal import Decimal, localcontext
from operator import add, eq, ge, gt, le, lt, mul, ne, sub
from typing import Any
from unittest.mock import ANY

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.oop import Money

cents = st.integers(-(10**9), 10**9)  # enough for carries, small enough to be read
factors = st.integers(-1_000, 1_000) | st.decimals(-9, 9, places=3)
Binary = Callable[[Any, Any], Any]


def euros(count: int) -> Money:
    """So many cents."""
    return Money(Decimal(count).scaleb(-2), "EUR")


@given(a=cents, b=cents)
def test_sums_and_differences_are_those_of_whole_cents(a: int, b: int) -> None:
    assert euros(a) + euros(b) == euros(a + b)
    assert euros(a) - euros(b) == euros(a - b)


@given(a=cents, b=cents, c=cents)
def test_addition_is_associative_and_commutative_and_has_a_zero(a: int, b: int, c: int) -> None:
    assert (euros(a) + euros(b)) + euros(c) == euros(a) + (euros(b) + euros(c))
    assert euros(a) + euros(b) == euros(b) + euros(a)
    assert euros(a) + euros(0) == euros(a)


@given(bills=st.lists(cents, min_size=1))
def test_the_built_in_sum_works(bills: list[int]) -> None:
    assert sum(map(euros, bills)) == euros(sum(bills))
    assert sum(map(euros, bills), euros(1)) == euros(sum(bills) + 1)


@given(a=cents, factor=factors)
def test_a_factor_is_a_whole_or_a_decimal_number_on_either_side(
    a: int, factor: int | Decimal
) -> None:
    product = euros(a) * factor
    assert factor * euros(a) == product
    assert product.amount == Decimal(a).scaleb(-2) * factor
    assert product.currency == "EUR"


def test_amounts_that_binary_fractions_miss_are_exact() -> None:
    assert Money("0.10", "EUR") + Money("0.20", "EUR") == Money("0.30", "EUR")
    assert Money("1.15", "EUR") * 3 == Money("3.45", "EUR")


@pytest.mark.parametrize("digits", [2, 28])
def test_nothing_is_rounded_however_long_the_amount_or_short_the_context(digits: int) -> None:
    large = Money(10**40, "EUR")
    with localcontext() as context:
        context.prec = digits
        assert (large + Money("0.01", "EUR")) - large == Money("0.01", "EUR")
        assert (large + Money("0.01", "EUR")) * 3 - large * 3 == Money("0.03", "EUR")
        assert Money("123.45", "EUR") * 3 == Money("370.35", "EUR")
        assert Money("123.45", "EUR").amount == Decimal("123.45")


@given(a=cents, b=cents)
@example(a=1, b=1)
def test_money_is_ordered_as_its_amounts_are(a: int, b: int) -> None:
    for compare in (lt, le, gt, ge, eq, ne):
        assert compare(euros(a), euros(b)) is compare(a, b)


@given(bills=st.lists(cents))
def test_money_can_be_sorted(bills: list[int]) -> None:
    assert sorted(map(euros, bills)) == list(map(euros, sorted(bills)))


@given(a=cents, zeros=st.integers(0, 5))
def test_equal_money_has_equal_hashes_however_it_is_written(a: int, zeros: int) -> None:
    other = Money(str(euros(a).amount) + "0" * zeros, "EUR")
    assert other == euros(a)
    assert hash(other) == hash(euros(a))
    assert len({euros(a), other, Money(euros(a).amount, "USD")}) == 2


@given(a=cents)
def test_the_repr_evaluates_to_the_same_money(a: int) -> None:
    again = eval(repr(euros(a)), {"Money": Money})  # noqa: S307 -- it is ours
    assert again == euros(a)
    assert repr(again) == repr(euros(a))


def test_a_text_shows_the_amount_and_the_currency() -> None:
    assert str(Money("5.00", "EUR")) == "5.00 EUR"
    assert str(Money(5, "INR")) == "5 INR"
    assert str(Money("-1E+3", "EUR")) == "-1000 EUR"


def test_a_zero_amount_is_false() -> None:
    assert not Money("0.00", "EUR")
    assert Money("-0.01", "EUR")


@pytest.mark.parametrize("amount", [0.1, 5.0, None, [], b"5", 5j])
def test_an_amount_of_another_type_is_a_type_error(amount: Any) -> None:
    with pytest.raises(TypeError):
        Money(amount, "EUR")


@pytest.mark.parametrize("amount", ["", "x", "1,5", "5 EUR", "NaN", "-Infinity", Decimal("inf")])
def test_an_amount_that_is_no_finite_number_is_a_value_error(amount: Any) -> None:
    with pytest.raises(ValueError):
        Money(amount, "EUR")


@pytest.mark.parametrize("currency", ["", "EU", "EURO", "eur", "E1R", "\u20acUR", "EUR\n"])
def test_a_currency_is_three_capital_letters(currency: str) -> None:
    with pytest.raises(ValueError):
        Money(5, currency)


@pytest.mark.parametrize("currency", [None, 978, b"EUR"])
def test_a_currency_of_another_type_is_a_type_error(currency: Any) -> None:
    with pytest.raises(TypeError):
        Money(5, currency)


@pytest.mark.parametrize("operation", [add, sub, lt, le, gt, ge])
def test_currencies_do_not_mix(operation: Binary) -> None:
    with pytest.raises(TypeError):
        operation(Money(5, "EUR"), Money(5, "USD"))


def test_money_of_another_currency_is_only_unequal() -> None:
    assert Money(5, "EUR") != Money(5, "USD")
    assert Money(0, "EUR") != Money(0, "USD")


@pytest.mark.parametrize("number", [0, 3, 3.0, Decimal(3), "3", None], ids=repr)
@pytest.mark.parametrize("operation", [add, sub, lt, le, gt, ge])
def test_money_and_a_plain_value_are_a_type_error(operation: Binary, number: Any) -> None:
    with pytest.raises(TypeError):
        operation(Money(5, "EUR"), number)
    assert Money(3, "EUR") != number
    assert not Money(3, "EUR") == number  # noqa: SIM201 -- == is under test


@pytest.mark.parametrize("number", [3, -1, 3.0, Decimal(3), "3", None], ids=repr)
def test_a_plain_value_and_money_are_a_type_error_but_for_the_zero_of_sum(number: Any) -> None:
    with pytest.raises(TypeError):
        number + Money(5, "EUR")
    with pytest.raises(TypeError):
        number - Money(5, "EUR")
    assert 0 + Money(5, "EUR") == Money(5, "EUR")


@pytest.mark.parametrize("factor", [1.19, Money(2, "EUR"), "2", None])
def test_money_times_anything_else_is_a_type_error(factor: Any) -> None:
    with pytest.raises(TypeError):
        Money(5, "EUR") * factor


class Coupon:
    """A foreign operand that knows what to do with Money."""

    def answer(self, other: object) -> str:
        return f"the coupon answers {other}"

    __radd__ = __rsub__ = __rmul__ = __lt__ = __le__ = __gt__ = __ge__ = answer


@pytest.mark.parametrize("operation", [add, sub, mul, lt, le, gt, ge])
def test_the_other_operand_is_asked_where_money_does_not_know(operation: Binary) -> None:
    assert operation(Money(5, "EUR"), Coupon()) == "the coupon answers 5 EUR"


def test_an_operand_that_equals_everything_equals_money() -> None:
    assert Money(5, "EUR") == ANY
    assert ANY == Money(5, "EUR")  # noqa: SIM300 -- both ways


class Tip(Money):
    """A subclass that overrides one reflected method."""

    def __radd__(self, other: object) -> Any:
        return f"the tip is asked first, about {other}"


def test_a_subclass_on_the_right_that_overrides_the_reflected_method_goes_first() -> None:
    assert Money(5, "EUR") + Tip(1, "EUR") == "the tip is asked first, about 5 EUR"
    assert Money(5, "EUR") - Tip(1, "EUR") == Money(4, "EUR")


def test_a_subclass_is_money() -> None:
    tip = Tip("1.50", "EUR")
    assert tip + Money(1, "EUR") == Money("2.50", "EUR")
    assert tip == Money("1.50", "EUR")
    assert hash(tip) == hash(Money("1.50", "EUR"))
    assert repr(tip) == "Tip('1.50', 'EUR')"


def test_money_does_not_change() -> None:
    money: Any = Money("5.00", "EUR")
    same = money
    for name in ("amount", "currency", "anything"):
        with pytest.raises(AttributeError):
            setattr(money, name, 7)
    with pytest.raises(AttributeError):
        del money.amount
    money += Money(1, "EUR")
    assert (same, money) == (Money(5, "EUR"), Money(6, "EUR"))


def test_the_parts_can_be_read() -> None:
    money = Money("5.00", "EUR")
    assert (money.amount, money.currency) == (Decimal("5.00"), "EUR")
    assert isinstance(money.amount, Decimal)
    assert isinstance(Money(5, "EUR").amount, Decimal)


def test_money_can_be_copied_and_pickled() -> None:
    money = Money("5.00", "EUR")
    copies = copy.copy(money), copy.deepcopy(money), pickle.loads(pickle.dumps(money))  # noqa: S301 -- ours
    assert all(each == money and repr(each) == repr(money) for each in copies)
