"""The idiom for lists: nothing but a sequence has slices, and a slice of a class derived from list is a plain list."""


def shallow_copy(x):
    return x[:]
