"""As in an interface of another language everything is abstract, so every backend has to write the same balance again, or cannot be made."""

from abc import ABC, abstractmethod


class Ledger(ABC):
    @abstractmethod
    def append(self, entry):
        if type(entry) is not int:
            raise TypeError(f"an entry is an int, not {entry!r}")
        if not -(2**63) <= entry < 2**63:
            raise OverflowError("an entry has 64 bits")

    @abstractmethod
    def entries(self):
        pass

    @abstractmethod
    def balance(self):
        pass
