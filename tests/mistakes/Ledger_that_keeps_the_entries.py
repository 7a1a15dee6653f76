"""The list moves up into the base class to spare the backends the trouble, so the balance is that of a list which a backend with a store of its own does not have."""

from abc import ABC, abstractmethod


class Ledger(ABC):
    def __init__(self):
        self._entries = []

    @abstractmethod
    def append(self, entry):
        if type(entry) is not int:
            raise TypeError(f"an entry is an int, not {entry!r}")
        if not -(2**63) <= entry < 2**63:
            raise OverflowError("an entry has 64 bits")
        self._entries.append(entry)

    @abstractmethod
    def entries(self):
        return tuple(self._entries)

    def balance(self):
        return sum(self._entries)
