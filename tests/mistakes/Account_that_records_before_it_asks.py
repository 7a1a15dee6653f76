"""Every attempt is written down first, as an audit log would have it, so a refused withdrawal stays in a history whose sum is no longer the balance."""


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
        self._history.append(checked(amount))
        self._balance += amount

    def withdraw(self, amount):
        self._history.append(-checked(amount))
        if amount > self._balance:
            raise self.InsufficientFunds(amount)
        self._balance -= amount


def checked(amount):
    if type(amount) is not int:
        raise TypeError(f"an amount is an int, not {amount!r}")
    if amount <= 0:
        raise ValueError(f"an amount is above zero, not {amount}")
    return amount
