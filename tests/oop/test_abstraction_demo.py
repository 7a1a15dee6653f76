"""Q24: the demo, and the two backends that come with it."""

import sqlite3
from pathlib import Path
from typing import Any, Literal

import pytest

from pyinterview.lab.evidence import BadInput, Claim, Table
from pyinterview.oop import Ledger, abstraction
from pyinterview.oop.abstraction import SqliteLedger, demo_abstraction


@pytest.mark.parametrize(
    "entries", [(), (0,), (2**63 - 1, 1), (-(2**63),) * 3, (7,) * 500], ids=len
)
@pytest.mark.parametrize("backend", ["memory", "sqlite"])
def test_every_claim_holds_for_any_entries(
    backend: Literal["memory", "sqlite"], entries: tuple[int, ...]
) -> None:
    found = [piece for piece in demo_abstraction(backend, entries) if isinstance(piece, Claim)]
    assert [claim.holds for claim in found] == [True] * 5


@pytest.mark.parametrize(
    ("backend", "name"), [("memory", "MemoryLedger"), ("sqlite", "SqliteLedger")]
)
def test_the_chosen_backend_is_used_and_named(
    backend: Literal["memory", "sqlite"], name: str
) -> None:
    table = next(iter(demo_abstraction(backend, (5, -2))))
    assert isinstance(table, Table)
    assert table.title == f"Your entries, in a {name}"
    assert table.rows == [(5, "kept", 5), (-2, "kept", 3)]


def test_a_long_list_of_entries_is_cut_and_says_so() -> None:
    table = next(iter(demo_abstraction(entries=range(100))))
    assert isinstance(table, Table)
    assert table.title.startswith("20 of 100 entries, ")
    assert len(table.rows) == 20


def test_every_connection_is_closed_even_if_nobody_reads_on(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    opened: list[sqlite3.Connection] = []
    connect = sqlite3.connect

    def watched(path: str) -> sqlite3.Connection:
        opened.append(connect(path))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", watched)
    monkeypatch.chdir(tmp_path)
    list(demo_abstraction())
    stopped = demo_abstraction()
    next(stopped)
    assert len(opened) > 50
    for connection in opened:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")
    assert list(tmp_path.iterdir()) == []


class Unchecked(Ledger):
    """A contract that forgets the check."""

    def append(self, entry: int) -> None:
        pass


class Complete(Unchecked):
    """A contract with nothing left to write."""

    def entries(self) -> tuple[int, ...]:
        return ()


@pytest.mark.parametrize(("wrong", "at"), [(Unchecked, 1), (Complete, 3)])
def test_a_wrong_contract_makes_a_claim_fail(
    wrong: type[Ledger], at: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(abstraction, "Ledger", wrong)
    found = [piece for piece in demo_abstraction() if isinstance(piece, Claim)]
    assert found[at].holds is False


def test_a_backend_that_loses_an_entry_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def last_ones(self: SqliteLedger) -> tuple[int, ...]:
        rows = self._connection.execute("SELECT cents FROM entry WHERE id > 1 ORDER BY id")
        return tuple(cents for (cents,) in rows)

    monkeypatch.setattr(SqliteLedger, "entries", last_ones)
    found = [piece for piece in demo_abstraction() if isinstance(piece, Claim)]
    assert [claim.holds for claim in found] == [False, False, False, True, True]


@pytest.mark.parametrize("entry", [0.5, True, "5", None, 2**63, -(2**63) - 1, "x" * 10**6, b"\n"])
def test_what_is_no_entry_is_told_in_a_sentence(entry: Any) -> None:
    with pytest.raises(
        BadInput, match=r"^--entries: number 2, .*, is not a whole number of cents"
    ) as caught:
        next(demo_abstraction(entries=(1, entry)))
    assert len(str(caught.value)) < 200


def test_too_many_entries_are_told_in_a_sentence() -> None:
    with pytest.raises(BadInput, match=r"^--entries: 501 entries are too many: give 500 at most$"):
        next(demo_abstraction(entries=(1,) * 501))


def test_a_database_outlives_its_ledger(tmp_path: Path) -> None:
    path = str(tmp_path / "ledger.db")
    with SqliteLedger(path) as ledger:
        ledger.append(5)
    with SqliteLedger(path) as ledger:
        ledger.append(6)
    with SqliteLedger(path) as ledger:
        assert (ledger.entries(), ledger.balance()) == ((5, 6), 11)


def test_a_file_that_is_no_database_is_closed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.db"
    path.write_text("this is no database, but long enough to be looked at" * 10, encoding="utf-8")
    closed: list[str] = []
    close = SqliteLedger.close

    def watched(self: SqliteLedger) -> None:
        closed.append("closed")
        close(self)

    monkeypatch.setattr(SqliteLedger, "close", watched)
    with pytest.raises(sqlite3.DatabaseError):
        SqliteLedger(str(path))
    assert closed == ["closed"]


def test_a_refused_entry_is_told_by_its_value() -> None:
    with SqliteLedger() as ledger:
        with pytest.raises(TypeError, match=r"^an entry is an int, in cents, not 0\.5$"):
            ledger.append(0.5)  # type: ignore[arg-type]  # that is the point
        with pytest.raises(OverflowError, match=r"^an entry has 64 bits with its sign"):
            ledger.append(2**63)
