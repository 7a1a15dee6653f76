"""Concurrent is taken for "in any order", so whole programs are permuted: nothing ever interleaves."""

from itertools import chain, permutations


def schedules(*programs):
    for order in permutations([tuple(program) for program in programs]):
        yield tuple(chain.from_iterable(order))
