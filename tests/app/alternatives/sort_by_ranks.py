"""One pass with a composite key, whose parts know their direction."""

from collections.abc import Callable, Iterable
from typing import Any


class Rank:
    def __init__(self, value: Any, *, down: bool) -> None:
        self.value = value
        self.down = down

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rank) and bool(self.value == other.value)

    def __hash__(self) -> int:
        return hash(self.value)

    def __lt__(self, other: "Rank") -> bool:
        return bool(other.value < self.value if self.down else self.value < other.value)


def sort_by(
    items: Iterable[Any], *keys: Callable[[Any], Any] | tuple[Callable[[Any], Any], str]
) -> list[Any]:
    if not keys:
        raise TypeError("at least one key is needed")
    pairs = [key if isinstance(key, tuple) else (key, "ascending") for key in keys]
    for _, direction in pairs:
        if direction not in {"ascending", "descending"}:
            raise ValueError(f"unknown direction: {direction}")

    def ranks(item: Any) -> tuple[Rank, ...]:
        return tuple(Rank(key(item), down=direction == "descending") for key, direction in pairs)

    return sorted(items, key=ranks)
