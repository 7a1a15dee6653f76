"""The underscore and the property look like protection, but what the property returns is the list itself, and whoever holds it can append to it."""


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
        return self._history

    def deposit(self, amount):
        self._balance += checked(amount)
        self._history.append(amount)

    def withdraw(self, amount):
        if checked(amount) > self._balance:
            raise self.InsufficientFunds(amount)
        self._balance -= amount
        self._history.append(-amount)


def checked(amount):
    if type(amount) is not int:
        raise TypeError(f"an amount is an int, not {amount!r}")
    if amount <= 0:
        raise ValueError(f"an amount is above zero, not {amount}")
    return amount
