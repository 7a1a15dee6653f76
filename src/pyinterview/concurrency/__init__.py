"""Answers about concurrency: the GIL, threads, processes, coroutines, the event loop."""

from pyinterview.concurrency.coroutines import drive
from pyinterview.concurrency.models import schedules

__all__ = ["drive", "schedules"]
