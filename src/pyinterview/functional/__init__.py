"""Answers about functions: decorators, generators, lambdas, arguments, context managers."""

from pyinterview.functional.arguments import bind
from pyinterview.functional.context_managers import atomic_write
from pyinterview.functional.decorators import memoize, once, retry, timed
from pyinterview.functional.generators import batched, flatten, windows
from pyinterview.functional.lambdas import compose

__all__ = [
    "atomic_write",
    "batched",
    "bind",
    "compose",
    "flatten",
    "memoize",
    "once",
    "retry",
    "timed",
    "windows",
]
