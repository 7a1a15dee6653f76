"""Places count from 1, the path of greater children is found first and climbed afterwards."""

from collections.abc import Callable, Iterable
from typing import Any


def heap_sort(
    items: Iterable[Any], *, key: Callable[[Any], Any] | None = None, reverse: bool = False
) -> list[Any]:
    heap: list[Any] = [None]
    heap.extend((item if key is None else key(item), item) for item in items)
    size = len(heap) - 1
    for start in range(size // 2, 0, -1):
        settle(heap, start, size)
    for last in range(size, 1, -1):
        heap[1], heap[last] = heap[last], heap[1]
        settle(heap, 1, last - 1)
    ordered = [heap[place][1] for place in range(1, size + 1)]
    return ordered[::-1] if reverse else ordered


def settle(heap: list[Any], top: int, size: int) -> None:
    place = top
    while 2 * place < size:
        left, right = heap[2 * place], heap[2 * place + 1]
        place = 2 * place + (left[0] < right[0])
    if 2 * place == size:
        place = size
    while place > top and heap[place][0] < heap[top][0]:
        place //= 2
    moving = heap[top]
    while place >= top:
        heap[place], moving = moving, heap[place]
        place //= 2
