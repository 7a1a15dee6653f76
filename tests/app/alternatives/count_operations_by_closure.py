"""The class is made for each call, its methods from the functions of `operator`."""

import operator
from collections.abc import Callable, Iterable
from typing import Any

COMPARISONS = (operator.lt, operator.le, operator.gt, operator.ge, operator.eq)


def count_operations(function: Callable[[list[Any]], object], items: Iterable[Any]) -> int:
    total = 0

    class Counting:
        def __init__(self, value: Any) -> None:
            self.value = value

    def method(compare: Callable[[Any, Any], Any]) -> Callable[[Counting, Any], Any]:
        def counted(self: Counting, other: Any) -> Any:
            nonlocal total
            total += 1
            return compare(self.value, getattr(other, "value", other))

        return counted

    for compare in COMPARISONS:
        setattr(Counting, f"__{compare.__name__}__", method(compare))
    function([Counting(item) for item in items])
    return total
