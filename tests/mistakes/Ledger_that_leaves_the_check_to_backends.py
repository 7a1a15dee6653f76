"""An abstract method is thought to have no body, so each backend decides for itself what an entry is: a list takes 0.5 and 2**63, a database does not."""

from abc import ABC, abstractmethod


class Ledger(ABC):
    @abstractmethod
    def append(self, entry):
        pass

    @abstractmethod
    def entries(self):
        pass

    def balance(self):
        return sum(self.entries())
