"""Answers about functions: decorators, generators, lambdas, arguments, context managers."""

from pyinterview.functional.arguments import bind
from pyinterview.functional.generators import batched, flatten, windows
from pyinterview.functional.lambdas import compose

__all__ = ["batched", "bind", "compose", "flatten", "windows"]
