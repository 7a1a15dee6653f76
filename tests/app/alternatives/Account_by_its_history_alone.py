"""One source of truth: the history is kept as a tuple, and the balance is added up when asked."""

import threading


class TooLittle(ValueError):
    pass


class Account:
    InsufficientFunds = TooLittle

    def __init__(self) -> None:
        self.__entries: tuple[int, ...] = ()
        self.__turn = threading.RLock()

    @property
    def balance(self) -> int:
        return sum(self.__entries)

    @property
    def history(self) -> tuple[int, ...]:
        return self.__entries

    def deposit(self, amount: int) -> None:
        self.__refuse_nonsense(amount)
        with self.__turn:
            self.__entries += (amount,)

    def withdraw(self, amount: int) -> None:
        self.__refuse_nonsense(amount)
        with self.__turn:
            if self.balance < amount:
                raise TooLittle("too little")
            self.__entries += (-amount,)

    @staticmethod
    def __refuse_nonsense(amount: int) -> None:
        if isinstance(amount, bool) or not isinstance(amount, int):
            raise TypeError("whole cents, please")
        if amount < 1:
            raise ValueError("more than nothing, please")
