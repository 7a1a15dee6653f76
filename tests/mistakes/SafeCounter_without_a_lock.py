"""The GIL seems to make += one step, but it reads, adds and writes: another thread that comes in between loses its update, though today's CPython happens not to let it in."""


class SafeCounter:
    def __init__(self):
        self._value = 0

    def increment(self, amount=1):
        self._value += amount
        return self._value

    @property
    def value(self):
        return self._value
