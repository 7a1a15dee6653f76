"""A lock is made where it is needed, like a local variable, so every call has one of its own and nobody waits for anybody."""

import threading


class SafeCounter:
    def __init__(self):
        self._value = 0

    def increment(self, amount=1):
        with threading.Lock():
            self._value += amount
            return self._value

    @property
    def value(self):
        return self._value
