"""An empty tuple seems a harmless default for entries, but a backend that forgets to write its own is made, and loses every payment without a word."""

from abc import ABC, abstractmethod


class Ledger(ABC):
    @abstractmethod
    def append(self, entry):
        if type(entry) is not int:
            raise TypeError(f"an entry is an int, not {entry!r}")
        if not -(2**63) <= entry < 2**63:
            raise OverflowError("an entry has 64 bits")

    def entries(self):
        return ()

    def balance(self):
        return sum(self.entries())
