"""Depth first from left to right was the rule of the classic classes of Python 2: in a diamond it
finds the root before the sibling that specialises it."""

from operator import attrgetter


def linearize(cls, bases=attrgetter("__bases__")):
    found = [cls]
    for base in bases(cls):
        found += [kind for kind in linearize(base, bases) if kind not in found]
    return tuple(found)
