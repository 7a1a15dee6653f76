"""Checking that the input is sorted feels safe, and costs n - 1 comparisons on every call."""


def binary_search(items, target):
    if any(items[i + 1] < items[i] for i in range(len(items) - 1)):
        raise ValueError("items must be sorted")
    low, high = 0, len(items)
    while low < high:
        middle = (low + high) // 2
        if items[middle] < target:
            low = middle + 1
        else:
            high = middle
    return low if low < len(items) and items[low] == target else None
