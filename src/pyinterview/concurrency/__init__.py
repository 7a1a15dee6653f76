"""Answers about concurrency: the GIL, threads, processes, coroutines, the event loop."""

from pyinterview.concurrency.blocking import gather_limited
from pyinterview.concurrency.coroutines import drive
from pyinterview.concurrency.event_loop import run
from pyinterview.concurrency.gil import SafeCounter
from pyinterview.concurrency.models import schedules
from pyinterview.concurrency.workers import map_with

__all__ = ["SafeCounter", "drive", "gather_limited", "map_with", "run", "schedules"]
