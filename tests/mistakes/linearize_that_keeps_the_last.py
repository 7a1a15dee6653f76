"""Depth first, of what comes twice only the last, was the rule of Python 2.2: right for a diamond,
but it may turn round the order of a base, and it refuses nothing."""

from operator import attrgetter


def linearize(cls, bases=attrgetter("__bases__")):
    found = [cls]
    for base in bases(cls):
        inherited = linearize(base, bases)
        found = [kind for kind in found if kind not in inherited] + list(inherited)
    return tuple(found)
