"""Comparing with zero seems check enough for a number, but it lets 0.1 in, of which three are not 0.3, and True, which counts as 1."""


class Account:
    class InsufficientFunds(ValueError):
        pass

    def __init__(self):
        self._balance = 0
        self._history = []

    @property
    def balance(self):
        return self._balance

    @property
    def history(self):
        return tuple(self._history)

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(amount)
        self._history.append(amount)
        self._balance += amount

    def withdraw(self, amount):
        if amount <= 0:
            raise ValueError(amount)
        if amount > self._balance:
            raise self.InsufficientFunds(amount)
        self._history.append(-amount)
        self._balance -= amount
