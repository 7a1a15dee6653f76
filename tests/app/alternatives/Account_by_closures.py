"""No attribute holds the state: the two functions that change it share it in a closure."""

from collections.abc import Callable
from threading import Lock
from typing import NamedTuple


class TooLittle(ValueError):
    pass


class State(NamedTuple):
    balance: int
    history: list[int]


def opened() -> tuple[Callable[[], State], Callable[[int, int], None]]:
    state, lock = State(0, []), Lock()

    def look() -> State:
        with lock:
            return State(state.balance, list(state.history))

    def book(amount: int, sign: int) -> None:
        nonlocal state
        if type(amount) is not int:
            raise TypeError(type(amount))
        if amount <= 0:
            raise ValueError(amount)
        with lock:
            if state.balance + sign * amount < 0:
                raise TooLittle
            state = State(state.balance + sign * amount, [*state.history, sign * amount])

    return look, book


class Account:
    InsufficientFunds = TooLittle
    __slots__ = ("_book", "_look")

    def __init__(self) -> None:
        self._look, self._book = opened()

    balance = property(lambda self: self._look().balance)
    history = property(lambda self: tuple(self._look().history))

    def deposit(self, amount: int) -> None:
        self._book(amount, +1)

    def withdraw(self, amount: int) -> None:
        self._book(amount, -1)
