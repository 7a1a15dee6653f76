"""@abstractmethod looks as if it did the work, but it only marks the function; without ABC nobody reads the mark, and the incomplete class is made."""

from abc import abstractmethod


class Ledger:
    @abstractmethod
    def append(self, entry):
        if type(entry) is not int:
            raise TypeError(f"an entry is an int, not {entry!r}")
        if not -(2**63) <= entry < 2**63:
            raise OverflowError("an entry has 64 bits")

    @abstractmethod
    def entries(self):
        pass

    def balance(self):
        return sum(self.entries())
