"""Polymorphism: one call, many types.

Q22. What is polymorphism?

## In one breath

Polymorphism is one call site that works with many types. Python has four kinds: duck typing, where
only the method has to be there; overriding in a subclass; operators, which ask `__add__` of the
left operand and `__radd__` of the right; and `functools.singledispatch`, which picks a function by
the type of its first argument. `Protocol` writes duck typing down for a type checker. Adding a type
then changes no line that exists.

## Pitfalls

- *It means overloading: same name, other parameters.* The second `def` replaces the first.
  `typing.overload` only tells a type checker what one function accepts.
- *It needs inheritance.* Two classes with a `charge` method and no common base do.
- *`raise TypeError` in `__add__` for a foreign type.* Then the other operand is never asked. Return
  `NotImplemented`; Python raises the `TypeError` when nobody knows the answer.
- *`__eq__` is enough.* A class that defines it alone is unhashable, and a hash that differs
  between equal values loses them in dicts and sets.
- *Decimal is exact.* Sums are rounded to the context's 28 digits, without a word.

## Asked next

- *Why does `sum` fail on my class?* It begins with `0 + first`: `int` gives up, so your `__radd__`
  is asked, and has to know 0. `sum([])` is the int 0: give a start where that matters.
- *Whose method goes first?* The left operand's, unless the right one's class is a subclass of the
  left one's that overrides the reflected method.
- *Protocol or ABC?* A Protocol for classes you do not own; an ABC to share code, and to fail when
  an object that lacks a method is made.
- *Is `len(x)` polymorphic on instances?* No: special methods are looked up on the type, so
  `x.__len__ = ...` changes nothing.
- *Why has Money no division?* 10 euros by 3 leaves a cent: who gets it is a business rule.

## Sources

- https://docs.python.org/3/reference/datamodel.html#emulating-numeric-types
- https://docs.python.org/3/library/numbers.html#implementing-the-arithmetic-operations
- https://docs.python.org/3/library/decimal.html (contexts and rounding)
- https://peps.python.org/pep-0544/ and https://peps.python.org/pep-0443/
"""

import re
from collections.abc import Callable, Iterable
from decimal import Context, Decimal, Inexact, InvalidOperation
from functools import total_ordering
from types import CodeType
from typing import TYPE_CHECKING, Any, Protocol

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table

if TYPE_CHECKING:
    from pyinterview.lab.operators import Calculator, Recorder

__all__ = ["Money"]

# Adds and multiplies, and raises rather than round: no other code's context changes our sums.
EXACT = Context(prec=1_000, Emax=1_000, Emin=-1_000, traps=[Inexact, InvalidOperation])


@total_ordering
class Money:
    """An amount in a currency: a value that does not change, and is never rounded.

    *amount* is a Decimal, an int or a text such as "0.10"; a float is a ``TypeError``. *currency*
    is the three capital letters of ISO 4217; any other text, or an amount that is no finite
    number, is a ``ValueError``. ``+`` and ``-`` take Money, ``*`` a whole or decimal number. To
    mix two currencies in ``+``, ``-`` or an ordering is a ``TypeError``, as comparing an aware
    with a naive datetime is; they are just not ``==``. Any other operand has its own say, and
    without an answer it is a ``TypeError``, but for ``0 + money``, with which `sum` begins. A
    zero amount is false. More than a thousand digits are an ``ArithmeticError``.

    >>> Money("0.10", "EUR") + Money("0.20", "EUR") == Money("0.30", "EUR")
    True
    >>> sum([Money(5, "EUR"), Money("2.50", "EUR")]) * 2
    Money('15.00', 'EUR')
    >>> Money(5, "EUR") + 3
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for +: 'Money' and 'int'
    """

    __slots__ = ("_amount", "_currency")

    def __init__(self, amount: Decimal | int | str, currency: str) -> None:
        if not isinstance(amount, Decimal | int | str):
            raise TypeError(f"an amount is a Decimal, an int or a text, not {amount!r}")
        if not isinstance(currency, str):
            raise TypeError(f"a currency is a text such as 'EUR', not {currency!r}")
        if not re.fullmatch("[A-Z]{3}", currency):
            raise ValueError(f"a currency is three capital letters such as 'EUR', not {currency!r}")
        try:
            self._amount = EXACT.create_decimal(amount)
        except InvalidOperation:
            raise ValueError(f"{amount!r} is not an amount") from None
        if not self._amount.is_finite():
            raise ValueError(f"an amount is finite, not {amount!r}")
        self._currency = currency

    @property
    def amount(self) -> Decimal:
        """How much it is."""
        return self._amount

    @property
    def currency(self) -> str:
        """The code of the currency."""
        return self._currency

    def _amount_of(self, other: "Money") -> Decimal:
        """Return the amount of *other*; ``TypeError`` if its currency is another one."""
        if other.currency != self.currency:
            raise TypeError(f"{self} and {other} are of different currencies")
        return other.amount

    def __add__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented  # *other* may know what to do
        return Money(EXACT.add(self.amount, self._amount_of(other)), self.currency)

    def __radd__(self, other: object) -> "Money":
        return self if isinstance(other, int) and other == 0 else NotImplemented

    def __sub__(self, other: "Money") -> "Money":
        if not isinstance(other, Money):
            return NotImplemented
        return Money(EXACT.subtract(self.amount, self._amount_of(other)), self.currency)

    def __mul__(self, factor: Decimal | int) -> "Money":
        if not isinstance(factor, Decimal | int):
            return NotImplemented
        return Money(EXACT.multiply(self.amount, factor), self.currency)

    __rmul__ = __mul__

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return (self.amount, self.currency) == (other.amount, other.currency)

    def __hash__(self) -> int:
        return hash((self.amount, self.currency))

    def __lt__(self, other: "Money") -> bool:
        if not isinstance(other, Money):
            return NotImplemented
        return self.amount < self._amount_of(other)

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.amount)!r}, {self.currency!r})"

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"


class Chargeable(Protocol):
    """Whatever can be charged, of whatever class."""

    def charge(self, amount: Money) -> str:
        """Take *amount* and return the receipt."""


class Card:
    """A payment card.

    >>> Card("4242").charge(Money(5, "EUR"))
    'card *4242: 5 EUR'
    """

    def __init__(self, digits: str) -> None:
        self.digits = digits

    def charge(self, amount: Money) -> str:
        """Ask the bank."""
        return f"card *{self.digits}: {amount}"


class Wallet:
    """Money paid in before.

    >>> Wallet(Money(20, "EUR")).charge(Money(5, "EUR"))
    'wallet: 5 EUR, 15 EUR left'
    """

    def __init__(self, balance: Money) -> None:
        self.balance = balance

    def charge(self, amount: Money) -> str:
        """Take it from the balance; ``ValueError`` if there is less."""
        if amount > self.balance:
            raise ValueError(f"{amount} is more than the balance, {self.balance}")
        self.balance -= amount
        return f"wallet: {amount}, {self.balance} left"


def settle(methods: Iterable[Chargeable], amount: Money) -> list[str]:
    """Charge *amount* to each of *methods* and return the receipts.

    >>> settle([Card("4242"), Wallet(Money(20, "EUR"))], Money(5, "EUR"))
    ['card *4242: 5 EUR', 'wallet: 5 EUR, 15 EUR left']
    """
    return [method.charge(amount) for method in methods]


def demo_polymorphism(expression: str = "2 * sum([Money('5.00', 'EUR'), Money(3, 'EUR')])") -> Demo:
    """See which special methods Python asks, and in which order, to work out your expression.

    *expression* is made of Money('5.00', 'EUR'), Decimal('1.19'), numbers, sum([...]), + - * / and
    one comparison. Nothing else is evaluated.
    """
    from pyinterview.lab.operators import (  # noqa: PLC0415 -- ast is slow to import
        Book,
        Recorder,
        parsed,
        worked_out,
    )

    if len(expression) > 300:
        raise BadInput(f"--expression: {len(expression):,} characters are too many; 300 will do")
    try:
        tree = parsed(expression, ("Money", "Decimal"))
    except ValueError:
        raise BadInput(
            f"--expression: {expression!r:.60} is not made of Money('5.00', 'EUR'),"
            " Decimal('1.19'), numbers, sum([...]), + - * / and one comparison"
        ) from None
    recorder, book = Recorder(_kinds()), Book(_kinds())
    came = _outcome(lambda: worked_out(tree, recorder))
    by_hand = _outcome(lambda: worked_out(tree, book))
    yield f"{expression.strip()} -> {came}"
    if recorder.asked:
        yield Table("The methods that Python asked", ("method", "came back"), recorder.asked[:20])
    measured, expected = _story(recorder, came), _story(book, by_hand)
    yield Claim(
        "Python asks the methods that the language reference names, in that order",
        measured=measured,
        expected=expected,
        holds=measured == expected,
    )
    yield from _foreign_operand(Recorder(_kinds()))
    yield from _subclass_on_the_right(Recorder(_kinds()))
    yield from _sum_of_bills()
    yield from _new_type()


def _kinds() -> dict[type, Callable[[Any], tuple[Any, ...]]]:
    return {
        Money: lambda money: (money.amount, money.currency),
        Decimal: lambda number: (number,),
    }


def _outcome(work: Callable[[], object]) -> str:
    """What comes of it: a value, or an exception, which is an answer too."""
    try:
        return repr(work())
    except (TypeError, ValueError, ArithmeticError) as error:
        return f"{type(error).__name__}: {error}"


def _story(calculator: "Calculator", came: str) -> list[str]:
    """Who was asked and what came of it; of an exception its class, the words may differ."""
    return [*(f"{method} -> {back}" for method, back in calculator.asked), came.partition(":")[0]]


def _foreign_operand(recorder: "Recorder") -> Demo:
    money, three = recorder.make("Money", 5, "EUR"), recorder.make("int", 3)
    came = _outcome(lambda: money + three)
    measured = _story(recorder, came)
    expected = ["Money.__add__ -> NotImplemented", "int.__radd__ -> NotImplemented", "TypeError"]
    yield Claim(
        "Money + 3: who does not know says NotImplemented, the other is asked, then it is an error",
        measured=measured,
        expected=expected,
        holds=measured == expected,
    )


def _subclass_on_the_right(recorder: "Recorder") -> Demo:
    def first(*_: object) -> str:
        recorder.asked.append(("Voucher.__radd__", "a price"))
        return "a price"

    voucher = type("Voucher", (recorder.kinds[Money],), {"__radd__": first})
    came = _outcome(lambda: recorder.make("Money", 5, "EUR") + voucher(2, "EUR"))
    measured = _story(recorder, came)
    yield Claim(
        "Money + a subclass that overrides __radd__: the right operand is asked first",
        measured=measured,
        expected=["Voucher.__radd__ -> a price", "'a price'"],
        holds=measured == ["Voucher.__radd__ -> a price", "'a price'"],
    )


def _sum_of_bills() -> Demo:
    cents = [499, 1, 1_000, 10]
    bills = [Money(Decimal(each).scaleb(-2), "EUR") for each in cents]
    measured = _outcome(lambda: str(sum(bills)))
    expected = repr(f"{sum(cents) // 100}.{sum(cents) % 100:02} EUR")
    yield Claim(
        "sum begins with the int 0, and Money.__radd__ lets it: the bills come to as many cents",
        measured=measured,
        expected=expected,
        holds=measured == expected,
    )


def _names(code: CodeType) -> set[str]:
    """The global names and attributes in a function, and in the functions inside it."""
    inner = (part for part in code.co_consts if isinstance(part, CodeType))
    return {*code.co_names}.union(*map(_names, inner))


def _new_type() -> Demo:
    class Upi:
        """A payment type of this demo alone, with no base in common with the others."""

        def charge(self, amount: Money) -> str:
            return f"upi ann@bank: {amount}"

    due = Money(5, "EUR")
    receipts = settle([Card("4242"), Wallet(due), Upi()], due)
    named = sorted({"isinstance", "type", "Card", "Wallet", "Upi"} & _names(settle.__code__))
    yield Claim(
        "settle serves a type defined just now: it names no type, so none of its lines changes",
        measured=(receipts[-1], named),
        expected=("upi ann@bank: 5 EUR", []),
        holds=(receipts[-1], named) == ("upi ann@bank: 5 EUR", []),
    )
