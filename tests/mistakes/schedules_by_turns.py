"""Round robin is what one thinks of at the word interleaving, but it is one schedule of very many."""

from itertools import zip_longest

NOTHING = object()


def schedules(*programs):
    rounds = zip_longest(*programs, fillvalue=NOTHING)
    yield tuple(step for turn in rounds for step in turn if step is not NOTHING)
