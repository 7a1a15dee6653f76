"""Functional: fold the keys, the last one first, over a stable sort."""

from collections.abc import Callable, Iterable
from functools import reduce
from typing import Any

DOWN = {"ascending": False, "descending": True}


def sort_by(
    items: Iterable[Any], *keys: Callable[[Any], Any] | tuple[Callable[[Any], Any], str]
) -> list[Any]:
    if not keys:
        raise TypeError("sort_by() needs a key")
    pairs = [key if isinstance(key, tuple) else (key, "ascending") for key in keys]
    if wrong := [direction for _, direction in pairs if direction not in DOWN]:
        raise ValueError(f"not a direction: {wrong[0]}")

    def sort(done: list[Any], pair: tuple[Callable[[Any], Any], str]) -> list[Any]:
        return sorted(done, key=pair[0], reverse=DOWN[pair[1]])

    return reduce(sort, reversed(pairs), list(items))
