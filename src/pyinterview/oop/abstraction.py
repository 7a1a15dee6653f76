"""Abstraction: what callers may rely on, and nothing about how it is done.

Q24. What is abstraction?

## In one breath

Abstraction is choosing what callers may rely on and leaving out how it is done. In Python an
abstract base class, a protocol or just a function states the operations; callers use nothing
else, so a list in memory and a database can take each other's place. An abstract base class
makes no object while a method is missing. Whether methods keep their promise only tests can
tell: one suite, run on every implementation.

## Pitfalls

- *Abstraction means an abstract class.* That is one way to write a contract down. A function, a
  module, a protocol hide as much.
- *Raising NotImplementedError does the same.* It fails when the method is called, perhaps in
  production; the abstract method fails when the object is made.
- *An abstract method has no body.* It may have one, which `super()` reaches: `Ledger.append`
  checks the entry there, once for all backends.
- *The ABC guarantees the contract.* It compares names: `append = None` passes, and so does
  another signature; a class that is registered is not looked at.
- *Let the store show through.* SQLite's INTEGER has 64 bits. Unless every backend refuses what
  is larger, the day you change backends is the day callers break.

## Asked next

- *How is encapsulation different?* Abstraction is the contract that callers see; encapsulation
  protects the state behind it.
- *When is an abstraction wrong?* With one implementation and none in sight, or when callers ask
  `isinstance` to find out what they really have.
- *ABC or Protocol?* An ABC is inherited, shares code, and checks when an object is made. A
  protocol is matched by shape, by the type checker; the implementation need not know of it.
- *An abstract property?* `@property` outside, `@abstractmethod` under it.

## Sources

- https://docs.python.org/3/library/abc.html
- https://peps.python.org/pep-3119/
- https://peps.python.org/pep-0544/
- Liskov and Wing, A Behavioral Notion of Subtyping, ACM TOPLAS 16 (6), 1994
"""

import random
from abc import ABC, abstractmethod, update_abstractmethods
from array import array
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from reprlib import repr as cropped
from typing import Any, Literal, Self

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table

__all__ = ["Ledger"]


class Ledger(ABC):
    """A list of payments to which one can only append; who keeps it is left to subclasses.

    A subclass provides `append` and `entries`; `balance` comes with them. While one of the two is
    missing, making an object is a ``TypeError``.

    >>> class ListLedger(Ledger):
    ...     def __init__(self):
    ...         self.kept = []
    ...     def append(self, entry):
    ...         super().append(entry)
    ...         self.kept.append(entry)
    ...     def entries(self):
    ...         return tuple(self.kept)
    >>> ledger = ListLedger()
    >>> ledger.append(5000)
    >>> ledger.append(-1999)
    >>> ledger.entries(), ledger.balance()
    ((5000, -1999), 3001)
    """

    @abstractmethod
    def append(self, entry: int) -> None:
        """Keep *entry*, a payment in cents, below zero when it goes out.

        A subclass calls this first: it raises ``TypeError`` for anything but an int (a bool, too),
        and ``OverflowError`` for one that does not fit into 64 bits with its sign.
        """
        if type(entry) is not int:
            raise TypeError(f"an entry is an int, in cents, not {entry!r}")
        if not -(2**63) <= entry < 2**63:
            raise OverflowError("an entry has 64 bits with its sign")

    @abstractmethod
    def entries(self) -> tuple[int, ...]:
        """Return what was appended, oldest first."""

    def balance(self) -> int:
        """Return the sum of the entries, however they are kept. Time O(n)."""
        return sum(self.entries())


class MemoryLedger(Ledger):
    """A ledger that is gone when the process ends."""

    def __init__(self) -> None:
        self._entries: list[int] = []

    def append(self, entry: int) -> None:
        """Keep *entry*. Time O(1)."""
        super().append(entry)
        self._entries.append(entry)

    def entries(self) -> tuple[int, ...]:
        """Return what was appended, oldest first. Time O(n)."""
        return tuple(self._entries)


class SqliteLedger(Ledger):
    """A ledger in an SQLite database: in the file *path*, or in memory.

    It holds a connection until it is closed, or until the end of its ``with`` block.

    >>> with SqliteLedger() as ledger:
    ...     ledger.append(5000)
    ...     ledger.entries()
    (5000,)
    """

    def __init__(self, path: str = ":memory:") -> None:
        import sqlite3  # noqa: PLC0415 -- only this backend needs it

        self._connection = sqlite3.connect(path)
        try:
            self._connection.execute(
                "CREATE TABLE IF NOT EXISTS entry (id INTEGER PRIMARY KEY, cents INTEGER NOT NULL)"
            )
        except sqlite3.Error:
            self.close()  # the file is no database
            raise

    def append(self, entry: int) -> None:
        """Keep *entry*, in a transaction of its own."""
        super().append(entry)
        with self._connection:
            self._connection.execute("INSERT INTO entry (cents) VALUES (?)", (entry,))

    def entries(self) -> tuple[int, ...]:
        """Return what was appended, oldest first. Time O(n)."""
        rows = self._connection.execute("SELECT cents FROM entry ORDER BY id")
        return tuple(cents for (cents,) in rows)

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        """Return the ledger itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the connection."""
        self.close()


Observation = tuple[str, tuple[int, ...], int]

MOST = 500  # entries of a reader's: after each, all of them are read again


def observe(ledger: Ledger, entries: Sequence[Any]) -> list[Observation]:
    """Append *entries* to any ledger; return what a caller can see after each of them."""
    seen = []
    for entry in entries:
        try:
            ledger.append(entry)
            came = "kept"
        except (TypeError, OverflowError) as error:
            came = f"refused: {type(error).__name__}"
        seen.append((came, ledger.entries(), ledger.balance()))
    return seen


@contextmanager
def _opened(backend: str) -> Iterator[Ledger]:
    """The one place that knows which classes there are, and that one has to be closed."""
    if backend == "memory":
        yield MemoryLedger()
    else:
        with SqliteLedger() as ledger:
            yield ledger


def demo_abstraction(
    backend: Literal["memory", "sqlite"] = "sqlite", entries: Sequence[int] = (5000, -1999, 250)
) -> Demo:
    """Keep entries (in cents) in memory or in SQLite, and look for any difference."""
    if len(entries) > MOST:
        raise BadInput(f"--entries: {len(entries):,} entries are too many: give {MOST} at most")
    for at, entry in enumerate(entries, start=1):
        if type(entry) is not int or not -(2**63) <= entry < 2**63:
            raise BadInput(
                f"--entries: number {at}, {cropped(entry)}, is not a whole number of cents in 64"
                " bits: write for instance 5000 or -1999"
            )
    with _opened(backend) as ledger:
        seen = observe(ledger, entries)
        balance = ledger.balance()
        rows = [(entry, came, left) for entry, (came, _, left) in zip(entries, seen, strict=True)]
    cut = f"20 of {len(rows):,} entries" if rows[20:] else "Your entries"
    yield Table(f"{cut}, in a {type(ledger).__name__}", ("cents", "came", "balance"), rows[:20])
    yield Claim(
        "balance() adds up whatever the backend kept",
        measured=balance,
        expected=sum(entries),
        holds=balance == sum(entries),
    )
    yield from _differences(entries)
    yield from _refusals()
    yield from _limits()


def _differences(entries: Sequence[int]) -> Iterator[Claim]:
    class PackedLedger(Ledger):
        """A third backend: eight bytes an entry."""

        def __init__(self) -> None:
            self._packed = array("q")

        def append(self, entry: int) -> None:
            super().append(entry)
            self._packed.append(entry)

        def entries(self) -> tuple[int, ...]:
            return tuple(self._packed)

    programs = [entries, *_random_programs(50)]
    compared = differing = 0
    for program in programs:
        with _opened("memory") as first, _opened("sqlite") as second:
            runs = [observe(ledger, program) for ledger in (first, second, PackedLedger())]
        compared += len(program)
        differing += sum(len({*step}) > 1 for step in zip(*runs, strict=True))
    yield Claim(
        "a list, a database and packed bytes look the same after every append, refused ones too",
        measured=f"{differing} of {compared:,} observations differ",
        expected="none",
        holds=differing == 0,
    )
    names = {*observe.__code__.co_names}
    known = names & {"MemoryLedger", "SqliteLedger", "PackedLedger"}
    yield Claim(
        "so the third needs no new line in the client, which names no backend",
        measured=f"it names {len(known)} backends, and calls {sorted(names & {*dir(Ledger)})}",
        expected="0 backends",
        holds=not known and differing == 0,
    )


def _random_programs(count: int) -> Iterator[list[Any]]:
    rng = random.Random(24)
    edges = [2**63 - 1, -(2**63), 2**63, -(2**63) - 1, True, 0.5, "5", None, 0]
    for _ in range(count):
        yield [
            rng.choice(edges) if rng.random() < 0.3 else rng.randint(-9_999, 9_999)
            for _ in range(rng.randint(1, 12))
        ]


def _can_be_made(cls: Callable[[], object]) -> bool:
    try:
        cls()
    except TypeError:
        return False
    return True


def _refusals() -> Iterator[Claim]:
    class OnlyAppend(Ledger):
        append = MemoryLedger.append

    class OnlyEntries(Ledger):
        entries = MemoryLedger.entries

    class Both(OnlyAppend, OnlyEntries):
        pass

    found = {cls.__name__: _can_be_made(cls) for cls in (Ledger, OnlyAppend, OnlyEntries, Both)}
    expected = {"Ledger": False, "OnlyAppend": False, "OnlyEntries": False, "Both": True}
    yield Claim(
        "no object is made while append or entries is missing; balance comes with the contract",
        measured=found,
        expected=expected,
        holds=found == expected,
    )


def _limits() -> Iterator[Table | Claim]:
    class Emptied(Ledger):
        append = entries = None  # type: ignore[assignment]  # only names are compared

    class Deaf(Ledger):
        entries = MemoryLedger.entries

        def append(self) -> None:  # type: ignore[override]  # nor is the signature
            """Take nothing."""

    class Bare:
        @abstractmethod
        def append(self, entry: int) -> None:
            """Promise what nobody has to keep."""

    class Late(Ledger):
        pass

    class Register(Ledger):
        pass

    class Stranger:
        pass

    for name in ("append", "entries"):
        setattr(Late, name, getattr(MemoryLedger, name))
    late = _can_be_made(Late)
    update_abstractmethods(Late)  # type: ignore[type-abstract]  # it was, until just now
    Register.register(Stranger)
    found = {
        "append = None": _can_be_made(Emptied),
        "append(self), without an entry": _can_be_made(Deaf),
        "@abstractmethod in a class that is no ABC": _can_be_made(Bare),
        "methods added to the class later": late,
        "the same after update_abstractmethods": _can_be_made(Late),
        "a registered class without any method": isinstance(Stranger(), Register),
    }
    yield Table(
        "What an ABC lets through",
        ("class", "passes"),
        [(name, "yes" if passes else "no") for name, passes in found.items()],
    )
    complete = [name for name in found if name.startswith(("methods", "the same"))]
    wrong = [name for name, passes in found.items() if passes and name not in complete]
    yield Claim(
        "it compares names once, when the class is made: four broken classes pass,"
        " a complete one does not until it is told",
        measured=f"{len(wrong)} broken ones pass; complete: {[found[name] for name in complete]}",
        expected="4 broken ones pass; complete: [False, True]",
        holds=len(wrong) == 4 and [found[name] for name in complete] == [False, True],
    )
