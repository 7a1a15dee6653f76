"""Recursion on slices reads nicely, compares rarely, and copies half of the rest every time."""


def binary_search(items, target, offset=0):
    if not items:
        return None
    middle = len(items) // 2
    if items[middle] < target:
        return binary_search(items[middle + 1 :], target, offset + middle + 1)
    if middle == 0:
        return offset if items[0] == target else None
    found = binary_search(items[:middle], target, offset)
    if found is not None:
        return found
    return offset + middle if items[middle] == target else None
