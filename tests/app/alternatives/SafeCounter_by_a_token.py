"""The value is the token: it waits in a queue, and who takes it out puts the new one back."""

from queue import SimpleQueue


class SafeCounter:
    def __init__(self) -> None:
        self._place: SimpleQueue[int] = SimpleQueue()
        self._place.put(0)

    def increment(self, amount: int = 1) -> int:
        new = value = self._place.get()
        try:
            new = value + amount
        finally:
            self._place.put(new)
        return new

    value = property(lambda self: self.increment(0))
