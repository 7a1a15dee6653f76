"""Only the balance is checked, as the exercise seems to ask, so a deposit of -50 takes money that is not there and a withdrawal of -50 makes some."""


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
        if type(amount) is not int:
            raise TypeError(amount)
        self._history.append(amount)
        self._balance += amount

    def withdraw(self, amount):
        if type(amount) is not int:
            raise TypeError(amount)
        if amount > self._balance:
            raise self.InsufficientFunds(amount)
        self._history.append(-amount)
        self._balance -= amount
