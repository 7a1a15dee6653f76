"""The right answer at the wrong price: ``in`` and ``index`` look at everything."""


def binary_search(items, target):
    return items.index(target) if target in items else None
