"""The Counter one-liner is what one would ship when the order is free; it answers in order of first sight."""

from collections import Counter


def find_duplicates(items):
    return [item for item, n in Counter(items).items() if n > 1]
