"""A protocol whose members are abstract refuses incomplete subclasses as an ABC does."""

from abc import abstractmethod
from typing import Protocol, runtime_checkable


@runtime_checkable
class Ledger(Protocol):
    @abstractmethod
    def append(self, entry: int) -> None:
        if isinstance(entry, bool) or not isinstance(entry, int):
            raise TypeError(entry)
        entry.to_bytes(8, "big", signed=True)  # raises OverflowError

    @abstractmethod
    def entries(self) -> tuple[int, ...]:
        """Return all of them, the oldest first."""

    def balance(self) -> int:
        total = 0
        for entry in self.entries():
            total += entry
        return total
