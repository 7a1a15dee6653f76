"""A plain attribute is the natural start, but here anybody's assignment makes the balance a number that no history explains."""


class Account:
    class InsufficientFunds(ValueError):
        pass

    def __init__(self):
        self.balance = 0
        self._history = []

    @property
    def history(self):
        return tuple(self._history)

    def deposit(self, amount):
        self.balance += checked(amount)
        self._history.append(amount)

    def withdraw(self, amount):
        if checked(amount) > self.balance:
            raise self.InsufficientFunds(amount)
        self.balance -= amount
        self._history.append(-amount)


def checked(amount):
    if type(amount) is not int:
        raise TypeError(f"an amount is an int, not {amount!r}")
    if amount <= 0:
        raise ValueError(f"an amount is above zero, not {amount}")
    return amount
