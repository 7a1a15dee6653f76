"""No ABC: making an object looks whether the class has written its own methods."""

from typing import Any, Self


class Ledger:
    def __new__(cls, *_: Any, **__: Any) -> Self:
        for name in ("append", "entries"):
            if getattr(cls, name) is getattr(Ledger, name):
                raise TypeError(f"{cls.__name__} has no {name}")
        return super().__new__(cls)

    def append(self, entry: int) -> None:
        if type(entry) is not int:
            raise TypeError(entry)
        if entry.bit_length() > 63 and entry != -(2**63):
            raise OverflowError(entry)

    def entries(self) -> tuple[int, ...]:
        raise NotImplementedError

    def balance(self) -> int:
        return sum(self.entries())
