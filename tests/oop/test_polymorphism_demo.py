"""Q22: what the demo shows for a reader's expression, and what it refuses to evaluate."""

from collections.abc import Iterable
from typing import Any

import pytest

from pyinterview.lab.evidence import BadInput, Claim, Table
from pyinterview.oop import Money, polymorphism
from pyinterview.oop.polymorphism import Card, Wallet, demo_polymorphism, settle


def claims(expression: str) -> list[Claim]:
    """The verdicts of the demo."""
    return [piece for piece in demo_polymorphism(expression) if isinstance(piece, Claim)]


@pytest.mark.parametrize(
    ("expression", "outcome", "asked"),
    [
        (
            "sum([Money('4.99', 'EUR'), Money(1, 'EUR')]) * Decimal('2')",
            "Money('11.98', 'EUR')",
            [
                ("int.__add__", "NotImplemented"),
                ("Money.__radd__", "Money('4.99', 'EUR')"),
                ("Money.__add__", "Money('5.99', 'EUR')"),
                ("Money.__mul__", "Money('11.98', 'EUR')"),
            ],
        ),
        (
            "sum([Money(1, 'EUR')], Money(2, 'EUR'))",
            "Money('3', 'EUR')",
            [("Money.__add__", "Money('3', 'EUR')")],
        ),
        (
            "Money(5, 'EUR') - 3",
            "TypeError: unsupported operand type(s) for -: 'Money' and 'int'",
            [("Money.__sub__", "NotImplemented"), ("int.__rsub__", "NotImplemented")],
        ),
        (
            "Money(5, 'EUR') < Money(5, 'USD')",
            "TypeError: 5 EUR and 5 USD are of different currencies",
            [("Money.__lt__", "raises TypeError")],
        ),
        (
            "Money(5, 'EUR') == 5",
            "False",
            [("Money.__eq__", "NotImplemented"), ("int.__eq__", "NotImplemented")],
        ),
        ("Money(5, 'EUR') >= Money('5.00', 'EUR')", "True", [("Money.__ge__", "True")]),
        (
            "-2 * Money(5, 'EUR') / 3",
            "TypeError: unsupported operand type(s) for /: 'Money' and 'int'",
            [
                ("int.__mul__", "NotImplemented"),
                ("Money.__rmul__", "Money('-10', 'EUR')"),
                ("int.__rtruediv__", "NotImplemented"),
            ],
        ),
        ("Money(0.1, 'EUR')", "TypeError: an amount is a Decimal, an int or a text, not 0.1", []),
        ("Money('x', 'EUR')", "ValueError: 'x' is not an amount", []),
        ("Money(5, 978)", "TypeError: a currency is a text such as 'EUR', not 978", []),
        ("1 / 0", "ZeroDivisionError: division by zero", [("int.__truediv__", "raises Zero")]),
        ("3.5", "3.5", []),
    ],
)
def test_the_methods_that_python_asks_are_shown_and_every_claim_holds(
    expression: str, outcome: str, asked: list[tuple[str, str]]
) -> None:
    evidence = list(demo_polymorphism(f" {expression}\n"))
    assert evidence[0] == f"{expression} -> {outcome}"
    rows = [row for piece in evidence if isinstance(piece, Table) for row in piece.rows]
    assert [(row[0], str(row[1])[:200]) for row in rows] == [
        (name, "raises ZeroDivisionError" if came == "raises Zero" else came)
        for name, came in asked
    ]
    assert len([piece for piece in evidence if isinstance(piece, Table)]) == bool(asked)
    verdicts = [piece for piece in evidence if isinstance(piece, Claim)]
    assert len(verdicts) == 5
    assert all(claim.holds for claim in verdicts), verdicts


def test_more_than_a_thousand_digits_are_an_error_and_not_rounded() -> None:
    with pytest.raises(ArithmeticError):
        Money("1E+999", "EUR") * 100
    with pytest.raises(ArithmeticError):
        Money("1E+900", "EUR") + Money("1E-900", "EUR")
    with pytest.raises(ArithmeticError):
        Money("1" * 1_001, "EUR")
    with pytest.raises(ArithmeticError):
        Money("1E-2000", "EUR")


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "Money('5.00', 'EUR'",
        "Money(5, 'EUR') ** 2",
        "Money(5, 'EUR') < Money(6, 'EUR') < Money(7, 'EUR')",
        "Money(5, 'EUR').amount",
        "__import__('os').getcwd()",
        "[Money(5, 'EUR')] * 1000000000",
        "(1 < 2) + Money(5, 'EUR')",
        "Money(amount=5, currency='EUR')",
        "1,x,3",
        "(" * 300,
    ],
    ids=lambda text: text[:20],
)
def test_another_expression_is_refused_before_anything_is_shown(expression: str) -> None:
    with pytest.raises(BadInput) as caught:
        next(demo_polymorphism(expression))
    said = str(caught.value)
    assert said.startswith(f"--expression: {expression!r:.60} is not made of Money('5.00', 'EUR')")
    assert len(said) < 200


def test_a_long_expression_is_refused() -> None:
    with pytest.raises(BadInput, match="--expression: 301 characters are too many; 300 will do"):
        next(demo_polymorphism("1" * 301))


def test_a_money_that_raises_at_once_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def hasty(self: Money, other: Any) -> Money:
        if not isinstance(other, Money):
            raise TypeError(other)
        return Money(self.amount + other.amount, self.currency)

    monkeypatch.setattr(Money, "__add__", hasty)
    _, foreign, first, total, new = claims("Money(5, 'EUR')")
    assert foreign.measured == ["Money.__add__ -> raises TypeError", "TypeError"]
    assert (foreign.holds, first.holds, total.holds, new.holds) == (False, True, True, True)


def test_a_money_without_radd_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(Money, "__radd__")
    assert [claim.holds for claim in claims("3 + 4")] == [True, True, True, False, True]


def test_a_settle_that_asks_for_types_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def by_type(methods: Iterable[Any], amount: Money) -> list[str]:
        return [
            method.charge(amount) if isinstance(method, Card | Wallet) else "unknown"
            for method in methods
        ]

    monkeypatch.setattr(polymorphism, "settle", by_type)
    claim = claims("3 + 4")[-1]
    assert claim.measured == ("unknown", ["Card", "Wallet", "isinstance"])
    assert claim.holds is False


def test_settle_charges_every_method_and_a_wallet_only_what_it_holds() -> None:
    wallet = Wallet(Money(8, "EUR"))
    assert settle([], Money(5, "EUR")) == []
    assert settle([wallet, Card("4242")], Money(5, "EUR")) == [
        "wallet: 5 EUR, 3 EUR left",
        "card *4242: 5 EUR",
    ]
    with pytest.raises(ValueError, match="5 EUR is more than the balance, 3 EUR"):
        wallet.charge(Money(5, "EUR"))
    assert wallet.balance == Money(3, "EUR")
    assert wallet.charge(Money(3, "EUR")) == "wallet: 3 EUR, 0 EUR left"
