"""Q24: one contract, and backends that nobody can tell apart."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from pyinterview.oop import Ledger
from pyinterview.oop.abstraction import MemoryLedger, SqliteLedger

LEAST, MOST = -(2**63), 2**63 - 1

cents = st.integers(-100, 100) | st.sampled_from([LEAST, MOST])  # the edges of 64 bits
too_large = st.integers(min_value=MOST + 1) | st.integers(max_value=LEAST - 1)
no_ints = st.one_of(st.booleans(), st.floats(), st.decimals(), st.text(), st.none())


class ListLedger(Ledger):
    """The plainest backend: it takes nothing from the contract but its check and its balance."""

    def __init__(self) -> None:
        self.kept: list[int] = []

    def append(self, entry: int) -> None:
        super().append(entry)
        self.kept.append(entry)

    def entries(self) -> tuple[int, ...]:
        return tuple(self.kept)


class ChainLedger(Ledger):
    """Another way to keep them: each entry holds on to the one before."""

    def __init__(self) -> None:
        self.last: Any = None

    def append(self, entry: int) -> None:
        super().append(entry)
        self.last = (self.last, entry)

    def entries(self) -> tuple[int, ...]:
        found, link = [], self.last
        while link is not None:
            link, entry = link
            found.append(entry)
        return tuple(reversed(found))


class LedgersMachine(RuleBasedStateMachine):
    """What is done to one ledger is done to all, and all of them look the same after it."""

    def __init__(self) -> None:
        super().__init__()
        self.ledgers: list[Ledger] = [ListLedger(), ChainLedger(), MemoryLedger()]
        self.database = SqliteLedger()
        self.ledgers.append(self.database)
        self.entries: list[int] = []

    def teardown(self) -> None:
        self.database.close()

    @rule(entry=cents)
    def append(self, entry: int) -> None:
        for ledger in self.ledgers:
            ledger.append(entry)
        self.entries.append(entry)

    @rule(entry=too_large)
    def append_what_does_not_fit(self, entry: int) -> None:
        for ledger in self.ledgers:
            with pytest.raises(OverflowError):
                ledger.append(entry)

    @rule(entry=no_ints)
    def append_what_is_no_int(self, entry: Any) -> None:
        for ledger in self.ledgers:
            with pytest.raises(TypeError):
                ledger.append(entry)

    @invariant()
    def all_have_the_same_entries_and_balance(self) -> None:
        for ledger in self.ledgers:
            assert ledger.entries() == tuple(self.entries)
            assert ledger.balance() == sum(self.entries)


TestLedgers = LedgersMachine.TestCase
TestLedgers.settings = settings(max_examples=30, stateful_step_count=20)


def test_a_contract_alone_is_no_ledger() -> None:
    with pytest.raises(TypeError):
        Ledger()  # type: ignore[abstract]  # that is the point


def only_append() -> object:
    """A ledger that forgets to give anything back."""

    class OnlyAppend(Ledger):
        def append(self, entry: int) -> None:
            raise NotImplementedError

    return OnlyAppend()  # type: ignore[abstract]  # that is the point


def only_entries() -> object:
    """A ledger to which nothing can be appended."""

    class OnlyEntries(Ledger):
        def entries(self) -> tuple[int, ...]:
            return ()

    return OnlyEntries()  # type: ignore[abstract]  # that is the point


def only_balance() -> object:
    """A ledger that writes anew what it would get for nothing."""

    class OnlyBalance(Ledger):
        def balance(self) -> int:
            return 0

    return OnlyBalance()  # type: ignore[abstract]  # that is the point


@pytest.mark.parametrize("make", [only_append, only_entries, only_balance])
def test_a_ledger_that_lacks_a_method_cannot_be_made(make: Callable[[], object]) -> None:
    with pytest.raises(TypeError):
        make()


def test_what_one_class_lacks_the_next_may_bring() -> None:
    class Reading(Ledger):
        def entries(self) -> tuple[int, ...]:
            return (1, 2)

    class Writing(Reading):
        def append(self, entry: int) -> None:
            raise PermissionError(entry)

    assert Writing().balance() == 3


@given(entries=st.lists(cents))
def test_the_balance_comes_with_the_contract(entries: list[int]) -> None:
    ledger = ListLedger()
    for entry in entries:
        ledger.append(entry)
    assert ledger.balance() == sum(entries)


def test_the_balance_asks_for_the_entries_each_time() -> None:
    ledger = ListLedger()
    ledger.kept = [1, 2]
    assert ledger.balance() == 3
    ledger.kept = [5]
    assert ledger.balance() == 5


def test_a_ledger_may_know_a_faster_balance() -> None:
    class Totalled(ListLedger):
        def balance(self) -> int:
            return 7

    assert Totalled().balance() == 7


def test_ledgers_share_nothing() -> None:
    one, other = ListLedger(), ListLedger()
    one.append(5)
    assert (one.balance(), other.balance()) == (5, 0)


def test_a_ledger_is_a_ledger() -> None:
    assert isinstance(ListLedger(), Ledger)
    assert issubclass(ChainLedger, Ledger)
    assert not isinstance([], Ledger)
