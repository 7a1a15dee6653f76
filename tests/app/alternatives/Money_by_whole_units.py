"""A whole number of the smallest units that occur, and how many decimal places these have."""

from collections.abc import Callable
from decimal import Context, Decimal
from typing import Any

WIDE = Context(prec=100_000)


class Money:
    __slots__ = ("_currency", "places", "units")

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        if isinstance(amount, float) or not isinstance(amount, Decimal | int | str):
            raise TypeError(f"no amount: {amount!r}")
        if not isinstance(currency, str):
            raise TypeError(f"no currency: {currency!r}")
        if len(currency) != 3 or any(not "A" <= letter <= "Z" for letter in currency):
            raise ValueError(f"no currency: {currency!r}")
        try:
            sign, digits, exponent = Decimal(amount).as_tuple()
        except ArithmeticError:
            raise ValueError(f"no amount: {amount!r}") from None
        if not isinstance(exponent, int):
            raise ValueError(f"not finite: {amount!r}")  # noqa: TRY004 -- NaN is a value
        units = int("".join(map(str, digits))) * 10 ** max(0, exponent)
        self.units, self.places = -units if sign else units, max(0, -exponent)
        self._currency = currency

    @property
    def amount(self) -> Decimal:
        return Decimal(self.units).scaleb(-self.places, WIDE)

    @property
    def currency(self) -> str:
        return self._currency

    def _both(self, other: Any) -> tuple[int, int, int]:
        if self._currency != other.currency:
            raise TypeError(f"{self._currency} is not {other.currency}")
        places = max(self.places, other.places)
        mine = self.units * 10 ** (places - self.places)
        return mine, other.units * 10 ** (places - other.places), places

    def _of(self, units: int, places: int) -> "Money":
        return Money(Decimal(units).scaleb(-places, WIDE), self._currency)

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        mine, theirs, places = self._both(other)
        return self._of(mine + theirs, places)

    def __radd__(self, other: object) -> "Money":
        return self if type(other) in (int, bool) and not other else NotImplemented

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        mine, theirs, places = self._both(other)
        return self._of(mine - theirs, places)

    def __mul__(self, factor: Decimal | int) -> "Money":
        if not isinstance(factor, Decimal | int):
            return NotImplemented
        by = Money(factor, self._currency)
        return self._of(self.units * by.units, self.places + by.places)

    __rmul__ = __mul__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        if self._currency != other.currency:
            return False
        mine, theirs, _ = self._both(other)
        return mine == theirs

    def __hash__(self) -> int:
        return hash(self.amount)

    def __lt__(self, other: object) -> Any:
        return self._ordered(other, int.__lt__)

    def __le__(self, other: object) -> Any:
        return self._ordered(other, int.__le__)

    def __gt__(self, other: object) -> Any:
        return self._ordered(other, int.__gt__)

    def __ge__(self, other: object) -> Any:
        return self._ordered(other, int.__ge__)

    def _ordered(self, other: object, compare: Callable[[int, int], bool]) -> Any:
        if not isinstance(other, Money):
            return NotImplemented
        mine, theirs, _ = self._both(other)
        return compare(mine, theirs)

    def __bool__(self) -> bool:
        return bool(self.units)

    def __repr__(self) -> str:
        return type(self).__name__ + repr((str(self.amount), self._currency))

    def __str__(self) -> str:
        return format(self.amount, "f") + " " + self._currency
