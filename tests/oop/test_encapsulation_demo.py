"""Q23: the demo, the name that the compiler makes of `__x`, and the inside of our own account."""

import copy
import keyword
import pickle
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.lab.evidence import BadInput, Claim, Table
from pyinterview.oop import Account, Validated, encapsulation
from pyinterview.oop.encapsulation import demo_encapsulation, mangled

names = st.from_regex(r"_{0,3}[a-z]?[a-z0-9_]{0,3}", fullmatch=True).filter(
    lambda name: name.isidentifier() and not keyword.iskeyword(name)
)


@given(cls=names, name=names)
def test_a_mangled_name_is_what_the_compiler_makes_of_it(cls: str, name: str) -> None:
    program: dict[str, Any] = {}
    exec(f"class {cls}:\n    def f(self): return self.{name}", program)  # noqa: S102 -- the oracle
    assert program[cls].f.__code__.co_names == (mangled(cls, name),)


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
def test_an_account_cannot_be_copied(duplicate: Callable[[Account], object]) -> None:
    account = Account()
    with pytest.raises(TypeError, match="cannot be copied"):
        duplicate(account)


def test_errors_are_sentences_that_name_the_amount() -> None:
    account = Account()
    account.deposit(20)
    with pytest.raises(ValueError, match=r"^30 is more than the balance, 20$"):
        account.withdraw(30)
    with pytest.raises(ValueError, match=r"^an amount is above zero, not -1$"):
        account.deposit(-1)
    with pytest.raises(TypeError, match=r"^an amount is an int, in cents, not 0\.5$"):
        account.deposit(0.5)  # type: ignore[arg-type]  # that is the point


def even(number: int) -> bool:
    """A check that bears the name of what it asks."""
    return number % 2 == 0


def test_errors_name_the_attribute_the_value_and_the_check() -> None:
    class Holder:
        size = Validated(int, even)
        left = Validated(lambda number: number > 0)

    holder: Any = Holder()
    with pytest.raises(ValueError, match=r"^size must be even, not 3$"):
        holder.size = 3
    with pytest.raises(TypeError, match=r"^size must be of type int, not 'x'$"):
        holder.size = "x"
    with pytest.raises(ValueError, match=r"^left must be valid, not 0$"):
        holder.left = 0
    with pytest.raises(TypeError, match=r"^left cannot be 'x': '>' not supported"):
        holder.left = "x"
    for act in (lambda: holder.size, lambda: delattr(holder, "size")):
        with pytest.raises(AttributeError, match=r"^'Holder' object has no attribute 'size'$"):
            act()


def test_one_descriptor_with_two_names_is_refused() -> None:
    shared = Validated()
    shared.__set_name__(Account, "one")
    shared.__set_name__(Account, "one")  # the same name in another class is no harm
    with pytest.raises(TypeError, match="cannot be both 'one' and 'two'"):
        shared.__set_name__(Account, "two")


def test_an_attribute_named_with_two_underscores_works_too() -> None:
    class Vault:
        __pin = Validated(int)

        def turn(self, pin: int) -> Any:
            self.__pin = pin
            return self.__pin

    assert Vault().turn(7) == 7


def claims(*operations: Any) -> list[Claim]:
    """The verdicts on some operations."""
    return [piece for piece in demo_encapsulation(operations) if isinstance(piece, Claim)]


@pytest.mark.parametrize(
    "operations", [(), (-5,), (5,), (5, -5, -1, 3), (1, -1) * 50, (10**15 - 1,) * 3], ids=str
)
def test_every_claim_holds_for_any_operations(operations: tuple[int, ...]) -> None:
    assert [claim.holds for claim in claims(*operations)] == [True] * 5


def test_operations_are_shown_with_what_came_of_them() -> None:
    table = next(iter(demo_encapsulation((50, -30, -30))))
    assert isinstance(table, Table)
    assert table.rows == [
        ("deposit 50", "done", 50),
        ("withdraw 30", "done", 20),
        ("withdraw 30", "refused", 20),
    ]


def test_a_long_list_of_operations_is_cut_and_says_so() -> None:
    table = next(iter(demo_encapsulation((1,) * 1_000)))
    assert isinstance(table, Table)
    assert (table.title, len(table.rows)) == ("20 of 1,000 operations", 20)


def test_the_shortest_program_that_breaks_a_class_is_found_and_not_told() -> None:
    table = [piece for piece in demo_encapsulation() if isinstance(piece, Table)][1]
    assert [row[2] for row in table.rows] == [
        "none",
        "account.balance = 1",
        "account.history.append(1)",
    ]


class Overdrawn(Account):
    """It breaks only at the third step: a withdrawal that comes after two deposits."""

    def withdraw(self, amount: int) -> None:
        if len(self.history) == 2:
            self._balance -= amount
        else:
            super().withdraw(amount)


class Forgetful(Account):
    """A refused withdrawal closes the account: in balance, but no longer the same."""

    def withdraw(self, amount: int) -> None:
        try:
            super().withdraw(amount)
        except ValueError:
            self._balance = 0
            self._history.clear()
            raise


class InDebt(Account):
    """In balance, but below zero."""

    def withdraw(self, amount: int) -> None:
        self._balance -= amount
        self._history.append(-amount)


@pytest.mark.parametrize("wrong", [Overdrawn, Forgetful, InDebt])
def test_a_class_that_is_broken_otherwise_makes_a_claim_fail(
    wrong: type[Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encapsulation, "Account", wrong)
    assert claims()[1].holds is False


@pytest.mark.parametrize(
    "operations",
    [(50, 0), (0.5,), ("+50",), "+50", (True,), (None,), (10**15,), (-(10**15),), ("x" * 10**6,)],
    ids=lambda operations: str(operations)[:20],
)
def test_what_is_no_signed_amount_is_told_in_a_sentence(operations: Any) -> None:
    with pytest.raises(
        BadInput, match=r"^--operations: number \d, .*, is no signed amount: "
    ) as caught:
        next(demo_encapsulation(operations))
    assert len(str(caught.value)) < 200
