"""Acquire and release frame the addition as in other languages; when the amount is no number, the release is skipped and everyone waits for ever."""

from threading import Lock


class SafeCounter:
    def __init__(self):
        self._lock = Lock()
        self._value = 0

    def increment(self, amount=1):
        self._lock.acquire()
        self._value += amount
        new = self._value
        self._lock.release()
        return new

    @property
    def value(self):
        with self._lock:
            return self._value
