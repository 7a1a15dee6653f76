"""Raising NotImplementedError is the older habit; the incomplete ledger is made, and fails when somebody reads it, perhaps in production."""


class Ledger:
    def append(self, entry):
        if type(entry) is not int:
            raise TypeError(f"an entry is an int, not {entry!r}")
        if not -(2**63) <= entry < 2**63:
            raise OverflowError("an entry has 64 bits")

    def entries(self):
        raise NotImplementedError

    def balance(self):
        return sum(self.entries())
