"""All orders of all steps are one call away, but most of them let a program write before it reads."""

from itertools import chain, permutations


def schedules(*programs):
    yield from permutations(chain.from_iterable(programs))
