"""Answers about the language itself: sequences, mappings, copying, defaults, memory."""

from pyinterview.language.copying import deep_copy, shallow_copy
from pyinterview.language.mappings import HashTable

__all__ = ["HashTable", "deep_copy", "shallow_copy"]
