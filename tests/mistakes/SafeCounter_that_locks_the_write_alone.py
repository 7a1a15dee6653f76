"""Only the write changes something, so it alone gets the lock, to hold it as briefly as possible; what is written was worked out from a value that may be old by then."""

from threading import Lock


class SafeCounter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self, amount=1):
        new = self.value + amount
        with self._lock:
            self._value = new
        return new

    @property
    def value(self):
        with self._lock:
            return self._value
