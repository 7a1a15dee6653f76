"""Every check becomes a function that returns what is wrong; the value lies beside the name."""

from collections.abc import Callable
from typing import Any

Question = Callable[[Any], Exception | None]


def question(check: Callable[[Any], object]) -> Question:
    if isinstance(check, type):
        return lambda value: None if isinstance(value, check) else TypeError(check.__name__)

    def ask(value: Any) -> Exception | None:
        try:
            return None if check(value) else ValueError(check)
        except (TypeError, ValueError) as error:
            return error

    return ask


class Validated:
    def __init__(self, *checks: Callable[[Any], object]) -> None:
        self.questions = [question(check) for check in checks]

    def __set_name__(self, owner: type, name: str) -> None:
        self.public, self.private = name, f"_{name}"

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        return self if instance is None else getattr(instance, self.private)

    def __set__(self, instance: object, value: Any) -> None:
        wrong = next(filter(None, (ask(value) for ask in self.questions)), None)
        if isinstance(wrong, TypeError):
            raise TypeError(self.public, value) from wrong
        if wrong is not None:
            raise ValueError(self.public, value) from wrong
        setattr(instance, self.private, value)

    def __delete__(self, instance: object) -> None:
        delattr(instance, self.private)
