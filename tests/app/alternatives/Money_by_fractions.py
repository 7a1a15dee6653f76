"""A frozen dataclass that calculates with fractions and turns them into decimals at the end."""

import dataclasses
import re
from decimal import Context, Decimal, DecimalException
from fractions import Fraction
from typing import Any


@dataclasses.dataclass(frozen=True, init=False, eq=False, repr=False)
class Money:
    amount: Decimal
    currency: str

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        if type(currency) is str and not isinstance(amount, float | complex | list | bytes | None):
            try:
                number = Decimal(amount)
            except DecimalException as error:
                raise ValueError(amount) from error
            if not number.is_finite() or re.fullmatch("[A-Z][A-Z][A-Z]", currency) is None:
                raise ValueError(amount, currency)
        else:
            raise TypeError(amount, currency)
        object.__setattr__(self, "amount", number)
        object.__setattr__(self, "currency", currency)

    def _value(self, other: Any) -> Fraction:
        if other.currency != self.currency:
            raise TypeError(self.currency, other.currency)
        return Fraction(other.amount)

    def _like(self, value: Fraction) -> "Money":
        wide = Context(prec=5_000)
        number = wide.divide(Decimal(value.numerator), Decimal(value.denominator))
        places = max(0, -int(self.amount.as_tuple().exponent))
        if Fraction(number.quantize(Decimal(1).scaleb(-places), context=wide)) == value:
            number = number.quantize(Decimal(1).scaleb(-places), context=wide)
        return Money(number, self.currency)

    def __add__(self, other: Any) -> "Money":
        if isinstance(other, Money):
            finer = min((self, other), key=lambda each: each.amount.as_tuple().exponent)
            return finer._like(self._value(self) + self._value(other))
        return NotImplemented

    def __radd__(self, other: Any) -> "Money":
        if isinstance(other, int) and not other:
            return self
        return NotImplemented

    def __sub__(self, other: Any) -> "Money":
        if isinstance(other, Money):
            return self + other * -1
        return NotImplemented

    def __mul__(self, other: Any) -> "Money":
        if isinstance(other, int | Decimal):
            return self._like(self._value(self) * Fraction(other))
        return NotImplemented

    def __rmul__(self, other: Any) -> "Money":
        return self.__mul__(other)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Money):
            return self.currency == other.currency and self.amount == other.amount
        return NotImplemented

    def __hash__(self) -> int:
        return hash((self.currency, Fraction(self.amount)))

    def __lt__(self, other: Any) -> bool:
        if isinstance(other, Money):
            return Fraction(self.amount) < self._value(other)
        return NotImplemented

    def __gt__(self, other: Any) -> bool:
        if isinstance(other, Money):
            return Fraction(self.amount) > self._value(other)
        return NotImplemented

    def __le__(self, other: Any) -> bool:
        if isinstance(other, Money):
            return Fraction(self.amount) <= self._value(other)
        return NotImplemented

    def __ge__(self, other: Any) -> bool:
        if isinstance(other, Money):
            return Fraction(self.amount) >= self._value(other)
        return NotImplemented

    def __bool__(self) -> bool:
        return self.amount != 0

    def __repr__(self) -> str:
        return f"{type(self).__qualname__}('{self.amount}', '{self.currency}')"

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"
