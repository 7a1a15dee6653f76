"""To make sum work `__radd__` was made the same as `__add__` and a plain number taken for money: now
`price + 3` has a result too, in whatever currency the price is."""

from decimal import Context, Decimal, InvalidOperation
from functools import total_ordering

EXACT = Context(prec=1_000)


@total_ordering
class Money:
    __slots__ = ("_amount", "_currency")

    def __init__(self, amount, currency):
        if not isinstance(amount, (Decimal, int, str)):
            raise TypeError("an amount is a Decimal, an int or a text")
        if not isinstance(currency, str):
            raise TypeError("a currency is a text")
        if len(currency) != 3 or not (currency.isascii() and currency.isalpha()) or not currency.isupper():
            raise ValueError("a currency is three capital letters")
        try:
            self._amount = Decimal(amount)
        except InvalidOperation:
            raise ValueError("not an amount") from None
        if not self._amount.is_finite():
            raise ValueError("an amount is finite")
        self._currency = currency

    @property
    def amount(self):
        return self._amount

    @property
    def currency(self):
        return self._currency

    def same(self, other):
        if self.currency != other.currency:
            raise TypeError("different currencies")
        return other.amount

    def __add__(self, other):
        if isinstance(other, (Decimal, int)):
            other = Money(other, self.currency)
        if not isinstance(other, Money):
            return NotImplemented
        return Money(EXACT.add(self.amount, self.same(other)), self.currency)

    __radd__ = __add__

    def __sub__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return Money(EXACT.subtract(self.amount, self.same(other)), self.currency)

    def __mul__(self, factor):
        if not isinstance(factor, (Decimal, int)):
            return NotImplemented
        return Money(EXACT.multiply(self.amount, factor), self.currency)

    __rmul__ = __mul__

    def __eq__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return (self.amount, self.currency) == (other.amount, other.currency)

    def __hash__(self):
        return hash((self.amount, self.currency))

    def __lt__(self, other):
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount < self.same(other)

    def __bool__(self):
        return self.amount != 0

    def __repr__(self):
        return f"{type(self).__name__}({str(self.amount)!r}, {self.currency!r})"

    def __str__(self):
        return f"{self.amount:f} {self.currency}"
