"""A class of one's own whose special methods count in a list that all share."""

from collections.abc import Callable, Iterable
from typing import Any


class Probe:
    def __init__(self, value: Any, log: list[None]) -> None:
        self.value = value
        self.log = log

    def other(self, other: Any) -> Any:
        self.log.append(None)
        return other.value if isinstance(other, Probe) else other

    def __lt__(self, other: Any) -> Any:
        return self.value < self.other(other)

    def __le__(self, other: Any) -> Any:
        return self.value <= self.other(other)

    def __gt__(self, other: Any) -> Any:
        return self.value > self.other(other)

    def __ge__(self, other: Any) -> Any:
        return self.value >= self.other(other)

    def __eq__(self, other: object) -> Any:
        return self.value == self.other(other)

    def __hash__(self) -> int:
        return hash(self.value)


def count_operations(function: Callable[[list[Any]], object], items: Iterable[Any]) -> int:
    log: list[None] = []
    function([Probe(item, log) for item in items])
    return len(log)
