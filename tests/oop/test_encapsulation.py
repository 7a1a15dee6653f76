"""Q23: an account that nobody can bring out of balance, and an attribute that checks itself."""

import copy
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pyinterview.oop import Account, Validated

amounts = st.integers(1, 100)  # small: withdrawals often meet too little, and often enough
too_small = st.integers(max_value=0)
no_ints = st.one_of(st.booleans(), st.floats(), st.decimals(), st.text(), st.none(), st.binary())


def spoil(value: Any) -> None:
    """Change what an account has returned, in every way that its type allows."""
    for method, arguments in (
        ("append", (7,)),
        ("insert", (0, 7)),
        ("add", (7,)),
        ("update", ({7: 7},)),
        ("pop", ()),
        ("clear", ()),
    ):
        with suppress(AttributeError, TypeError, LookupError):
            getattr(value, method)(*arguments)


class AccountMachine(RuleBasedStateMachine):
    """Whatever a program does, balance and history are those of a plain list of entries."""

    def __init__(self) -> None:
        super().__init__()
        self.account = Account()
        self.entries: list[int] = []

    @rule(amount=amounts)
    def deposit(self, amount: int) -> None:
        self.account.deposit(amount)
        self.entries.append(amount)

    @rule(amount=amounts)
    def withdraw(self, amount: int) -> None:
        if amount > sum(self.entries):
            with pytest.raises(Account.InsufficientFunds):
                self.account.withdraw(amount)
        else:
            self.account.withdraw(amount)
            self.entries.append(-amount)

    @rule()
    def withdraw_everything(self) -> None:
        if self.entries and sum(self.entries):
            self.withdraw(sum(self.entries))

    @rule(amount=too_small)
    def move_nothing_or_less(self, amount: int) -> None:
        for act in (self.account.deposit, self.account.withdraw):
            with pytest.raises(ValueError):
                act(amount)

    @rule(amount=no_ints)
    def move_what_is_no_int(self, amount: Any) -> None:
        for act in (self.account.deposit, self.account.withdraw):
            with pytest.raises(TypeError):
                act(amount)

    @rule(amount=amounts)
    def assign(self, amount: int) -> None:
        for name, value in (("balance", amount), ("history", (amount,))):
            with pytest.raises(AttributeError):
                setattr(self.account, name, value)

    @rule()
    def spoil_what_it_returned(self) -> None:
        spoil(self.account.history)
        spoil(self.account.balance)

    @invariant()
    def the_balance_is_the_sum_of_the_history_and_never_below_zero(self) -> None:
        assert self.account.balance == sum(self.account.history) >= 0

    @invariant()
    def nothing_happened_but_what_was_allowed(self) -> None:
        assert self.account.history == tuple(self.entries)


TestAccount = AccountMachine.TestCase
TestAccount.settings = settings(max_examples=30, stateful_step_count=25)


def test_a_history_is_a_picture_of_its_moment() -> None:
    account = Account()
    account.deposit(5)
    before = account.history
    account.deposit(6)
    assert (before, account.history) == ((5,), (5, 6))


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy])
def test_a_copy_if_there_can_be_one_breaks_neither(duplicate: Callable[[Any], Any]) -> None:
    account = Account()
    account.deposit(5)
    try:
        twin = duplicate(account)
    except TypeError:
        twin = account
    twin.deposit(6)
    for each in (account, twin):
        assert each.balance == sum(each.history)


def test_accounts_share_nothing() -> None:
    one, other = Account(), Account()
    one.deposit(5)
    assert (one.balance, other.balance, other.history) == (5, 0, ())


def test_too_little_money_can_be_told_from_a_wrong_amount() -> None:
    account = Account()
    with pytest.raises(Account.InsufficientFunds):
        account.withdraw(1)
    with pytest.raises(ValueError) as caught:
        account.withdraw(0)
    assert not isinstance(caught.value, Account.InsufficientFunds)
    assert issubclass(Account.InsufficientFunds, ValueError)


def test_cents_add_up_exactly_however_many() -> None:
    account = Account()
    account.deposit(10**30)
    account.withdraw(1)
    assert account.balance == 10**30 - 1


def race(act: Callable[[], object], rival: Callable[[], object], line: int) -> bool:
    """Run *act* in a thread; before its line so many, let *rival* run until it ends or waits.

    False if there are fewer lines.
    """
    other = threading.Thread(target=rival)
    lines = count()

    def watch(_: FrameType, event: str, __: object) -> Callable[..., Any]:
        if event == "line" and next(lines) == line:
            other.start()
            other.join(0.02)  # behind a lock it cannot end yet
        return watch

    def watched() -> None:
        before = sys.gettrace()
        sys.settrace(watch)
        try:
            act()
        finally:
            sys.settrace(before)

    thread = threading.Thread(target=watched)
    thread.start()
    thread.join()
    if other.ident is None:
        return False
    other.join()
    return True


def test_two_threads_cannot_spend_the_same_money_wherever_they_meet() -> None:
    for line in count():
        account = Account()
        account.deposit(50)

        def spend(account: Account = account) -> None:
            with suppress(ValueError):
                account.withdraw(50)

        met = race(spend, spend, line)
        assert (account.balance, account.history) == (0, (50, -50))
        if not met:
            break


def test_who_has_seen_an_entry_finds_it_in_the_balance() -> None:
    for line in count():
        account = Account()
        seen: list[int] = []

        def look(account: Account = account, seen: list[int] = seen) -> None:
            seen.extend((sum(account.history), account.balance))

        if not race(lambda account=account: account.deposit(50), look, line):  # type: ignore[misc]
            break
        assert seen[0] <= seen[1]


def positive(number: Any) -> bool:
    """A check, named so that an error can say what the value must be."""
    return bool(number > 0)


class Payment:
    """Two attributes that are checked."""

    cents = Validated(int, positive)
    note = Validated(str)

    def __init__(self, cents: Any, note: Any = "") -> None:
        self.cents = cents
        self.note = note


class Refund(Payment):
    """A subclass, with an attribute of its own, and one that is stricter."""

    reason = Validated(str, str.strip)
    note = Validated(str, str.strip)


class Fee:
    """Another class, whose attribute has the same name."""

    cents = Validated(int)


class Slotted:
    """A class whose instances have no ``__dict__``."""

    __slots__ = ("_cents",)
    cents = Validated(int, positive)


@pytest.mark.parametrize(
    "make",
    [lambda: Payment(1), Slotted, lambda: Refund(1, "x")],
    ids=["plain", "slots", "subclass"],
)
@given(first=amounts, second=amounts)
def test_every_instance_has_a_value_of_its_own(
    make: Callable[[], Any], first: int, second: int
) -> None:
    one, other = make(), make()
    one.cents, other.cents = first, second
    assert (one.cents, other.cents) == (first, second)
    one.cents = second + 1
    assert (one.cents, other.cents) == (second + 1, second)


def test_attributes_of_one_instance_do_not_mix() -> None:
    payment = Payment(5, "rent")
    payment.cents = 6
    assert (payment.cents, payment.note) == (6, "rent")


def test_classes_with_the_same_attribute_check_each_their_own_way() -> None:
    fee, payment = Fee(), Payment(5)
    fee.cents = -1
    with pytest.raises(ValueError):
        payment.cents = -1
    assert (fee.cents, payment.cents) == (-1, 5)


def test_a_subclass_inherits_the_checks_and_can_have_stricter_ones() -> None:
    refund = Refund(5, "late")
    refund.reason = "broken"
    for name, value in (("cents", 0), ("reason", " "), ("note", " ")):
        with pytest.raises(ValueError):
            setattr(refund, name, value)
    assert (refund.cents, refund.reason, refund.note) == (5, "broken", "late")
    assert Payment(5, " ").note == " "


@given(value=st.integers(max_value=0))
def test_what_fails_a_check_is_a_value_error_and_the_old_value_stays(value: int) -> None:
    payment = Payment(5)
    with pytest.raises(ValueError, match="cents") as caught:
        payment.cents = value
    assert repr(value) in str(caught.value)
    assert payment.cents == 5


@given(value=st.floats() | st.text() | st.none() | st.tuples(st.integers()))
def test_what_is_of_another_type_is_a_type_error_and_the_old_value_stays(value: object) -> None:
    payment = Payment(5)
    with pytest.raises(TypeError, match="cents") as caught:
        payment.cents = value
    assert repr(value) in str(caught.value)
    assert payment.cents == 5


def test_it_guards_init_too() -> None:
    with pytest.raises(ValueError):
        Payment(-1)
    with pytest.raises(TypeError):
        Payment("1")


def test_every_check_is_asked_until_one_fails() -> None:
    asked = []

    def even(number: int) -> bool:
        asked.append(number)
        return number % 2 == 0

    class Pair:
        cents = Validated(positive, even)

    pair: Any = Pair()
    pair.cents = 2
    with pytest.raises(ValueError):
        pair.cents = 3
    with pytest.raises(ValueError):
        pair.cents = -2
    assert (pair.cents, asked) == (2, [2, 3])


@pytest.mark.parametrize("check", [positive, float])
def test_a_value_that_a_check_cannot_take_is_a_type_error_that_names_both(
    check: Callable[[Any], object],
) -> None:
    class Holder:
        cents = Validated(check)

    holder: Any = Holder()
    with pytest.raises(TypeError, match=r"cents.*'x'"):
        holder.cents = "x"


def test_a_check_may_raise_a_value_error_itself() -> None:
    def number(text: str) -> bool:
        return int(text) >= 0

    class Holder:
        cents = Validated(number)

    holder: Any = Holder()
    holder.cents = "0"
    with pytest.raises(ValueError, match=r"cents.*'x'"):
        holder.cents = "x"
    assert holder.cents == "0"


def test_read_on_the_class_it_is_the_descriptor() -> None:
    assert Payment.cents is vars(Payment)["cents"]
    assert Refund.cents is Payment.cents


@pytest.mark.parametrize("make", [Fee, Slotted])
def test_unset_and_deleted_are_attribute_errors(make: Callable[[], Any]) -> None:
    one, other = make(), make()
    assert not hasattr(one, "cents")
    one.cents = other.cents = 5
    del one.cents
    for read in (lambda: one.cents, lambda: delattr(one, "cents")):
        with pytest.raises(AttributeError):
            read()
    assert other.cents == 5
    one.cents = 6
    assert one.cents == 6


def test_equal_instances_and_those_without_a_hash_are_told_apart() -> None:
    class Equal:
        cents = Validated(int)

        def __eq__(self, other: object) -> bool:
            return isinstance(other, Equal)

        __hash__ = None  # type: ignore[assignment]

    one, other = Equal(), Equal()
    one.cents, other.cents = 1, 2
    assert (one.cents, other.cents) == (1, 2)


def test_a_value_may_be_false_or_none() -> None:
    class Holder:
        anything = Validated()

    holder: Any = Holder()
    for value in (0, "", None, False):
        holder.anything = value
        assert holder.anything is value


def test_no_entry_in_the_instances_dictionary_gets_past_it() -> None:
    payment = Payment(5)
    vars(payment)["cents"] = -1
    assert payment.cents == 5
