"""``high = len(items) - 1`` with ``low < high``: half of each of two conventions, and the last item is never looked at."""


def binary_search(items, target):
    low, high = 0, len(items) - 1
    while low < high:
        middle = (low + high) // 2
        if items[middle] < target:
            low = middle + 1
        else:
            high = middle
    return low if low < high and items[low] == target else None
