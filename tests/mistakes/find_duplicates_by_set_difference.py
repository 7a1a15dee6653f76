"""Taking ``set(items)`` out of a copy leaves the surplus: a triple leaves two, and each ``remove`` scans."""


def find_duplicates(items):
    surplus = list(items)
    for item in set(surplus):
        surplus.remove(item)
    return surplus
