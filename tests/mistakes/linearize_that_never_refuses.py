"""Where every head stands behind another it takes the first all the same, and so gives an order to
classes that Python refuses to make."""

from operator import attrgetter


def linearize(cls, bases=attrgetter("__bases__")):
    rows = [list(linearize(base, bases)) for base in bases(cls)] + [list(bases(cls))]
    found = [cls]
    while rows := [row for row in rows if row]:
        free = [row[0] for row in rows if not any(row[0] in other[1:] for other in rows)]
        taken = (free or rows[0])[0]
        found.append(taken)
        rows = [[kind for kind in row if kind != taken] for row in rows]
    return tuple(found)
