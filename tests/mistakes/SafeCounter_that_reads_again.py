"""The property takes the lock itself, and a Lock cannot be taken twice, so the result is read after the lock was given back: two threads can get the same new value."""

from threading import Lock


class SafeCounter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self, amount=1):
        with self._lock:
            self._value += amount
        return self.value

    @property
    def value(self):
        with self._lock:
            return self._value
