"""Answers about algorithms: searching, sorting, shuffling, duplicates, selection, complexity."""

from pyinterview.algorithms.complexity import count_operations, reallocations, stack_depth
from pyinterview.algorithms.duplicates import (
    duplicate_positions,
    duplicates_by_equality,
    duplicates_by_sorting,
    find_duplicates,
)
from pyinterview.algorithms.ordering import sort_by
from pyinterview.algorithms.searching import binary_search, linear_search, lower_bound, upper_bound
from pyinterview.algorithms.selection import second_largest, second_largest_tournament
from pyinterview.algorithms.shuffling import shuffle, shuffled
from pyinterview.algorithms.sorting import heap_sort, insertion_sort, merge_sort, quick_sort

__all__ = [
    "binary_search",
    "count_operations",
    "duplicate_positions",
    "duplicates_by_equality",
    "duplicates_by_sorting",
    "find_duplicates",
    "heap_sort",
    "insertion_sort",
    "linear_search",
    "lower_bound",
    "merge_sort",
    "quick_sort",
    "reallocations",
    "second_largest",
    "second_largest_tournament",
    "shuffle",
    "shuffled",
    "sort_by",
    "stack_depth",
    "upper_bound",
]
