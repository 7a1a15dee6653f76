"""Recursion over the program that makes the first step."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")


def schedules(*programs: Iterable[T]) -> Iterator[tuple[T, ...]]:
    pools = [tuple(program) for program in programs]
    if not any(pools):
        yield ()
    for place, pool in enumerate(pools):
        if pool:
            for rest in schedules(*pools[:place], pool[1:], *pools[place + 1 :]):
                yield pool[0], *rest
