"""Another heap: Dutton's weak heap, where each place has one child of its own and one to share."""

from collections.abc import Callable, Iterable
from typing import Any


def heap_sort(
    items: Iterable[Any], *, key: Callable[[Any], Any] | None = None, reverse: bool = False
) -> list[Any]:
    heap = [(item if key is None else key(item), item) for item in items]
    n = len(heap)
    turned = [0] * n

    def join(parent: int, child: int) -> None:
        if heap[parent][0] < heap[child][0]:
            heap[parent], heap[child] = heap[child], heap[parent]
            turned[child] ^= 1

    for child in range(n - 1, 0, -1):
        place = child
        while place % 2 == turned[place // 2]:
            place //= 2
        join(place // 2, child)
    for last in range(n - 1, 1, -1):
        heap[0], heap[last] = heap[last], heap[0]
        place = 1
        while (below := 2 * place + turned[place]) < last:
            place = below
        while place:
            join(0, place)
            place //= 2
    if n > 1:
        heap[0], heap[1] = heap[1], heap[0]
    ordered = [item for _, item in heap]
    return ordered[::-1] if reverse else ordered
