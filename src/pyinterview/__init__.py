"""Runnable answers to 73 questions that Python backend interviewers really ask.

Import an answer (``from pyinterview.algorithms import binary_search``), run its demo
(``python -m pyinterview demo binary_search``), or read its tests.
"""
