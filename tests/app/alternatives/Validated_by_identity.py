"""The values lie in the descriptor, each beside the instance that keeps its id its own."""

from collections.abc import Callable
from typing import Any


class Validated:
    def __init__(self, *checks: Callable[[Any], object]) -> None:
        self.kinds = tuple(check for check in checks if isinstance(check, type))
        self.tests = [check for check in checks if not isinstance(check, type)]
        self.values: dict[int, tuple[object, Any]] = {}  # holds on to every instance

    def __set_name__(self, owner: type, name: str) -> None:
        self.label = f"{owner.__name__}.{name}"

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        if instance is None:
            return self
        if id(instance) not in self.values:
            raise AttributeError(self.label)
        return self.values[id(instance)][1]

    def __set__(self, instance: object, value: Any) -> None:
        told = f"{self.label} = {value!r}"
        if not all(isinstance(value, kind) for kind in self.kinds):
            raise TypeError(told)
        for test in self.tests:
            self.run(test, value, told)
        self.values[id(instance)] = (instance, value)

    def __delete__(self, instance: object) -> None:
        if self.values.pop(id(instance), None) is None:
            raise AttributeError(self.label)

    @staticmethod
    def run(test: Callable[[Any], object], value: Any, told: str) -> None:
        try:
            passed = bool(test(value))
        except TypeError:
            raise TypeError(told) from None
        except ValueError:
            passed = False
        if not passed:
            raise ValueError(told)
