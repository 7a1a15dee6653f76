"""Answers about algorithms: searching, sorting, shuffling, duplicates, selection, complexity."""

from pyinterview.algorithms.searching import binary_search, linear_search, lower_bound, upper_bound

__all__ = ["binary_search", "linear_search", "lower_bound", "upper_bound"]
