"""Sorting taught us to count ``<``, and so every scan by ``==`` looks free."""

from pyinterview.lab.counting import Tally, counted


def count_operations(function, items):
    tally = Tally()
    function(counted(items, tally))
    return tally.comparisons
