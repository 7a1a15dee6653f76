"""Answers about the language itself: sequences, mappings, copying, defaults, memory."""

__all__: list[str] = []
