"""``if found:`` mistakes index 0 for nothing, because zero is false."""


def linear_search(items, target):
    found = next((index for index, item in enumerate(items) if item == target), None)
    if found:
        return found
    return None
