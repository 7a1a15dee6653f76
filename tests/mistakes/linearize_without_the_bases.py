"""The orders of the bases are merged, but the list of the bases itself is no part of it: then the
order in which they are written does not count."""

from operator import attrgetter


def linearize(cls, bases=attrgetter("__bases__")):
    rows = [list(linearize(base, bases)) for base in bases(cls)]
    found = [cls]
    while rows := [row for row in rows if row]:
        free = [row[0] for row in rows if not any(row[0] in other[1:] for other in rows)]
        if not free:
            raise TypeError("no consistent order")
        found.append(free[0])
        rows = [[kind for kind in row if kind != free[0]] for row in rows]
    return tuple(found)
