"""Answers about object-oriented design: inheritance, polymorphism, encapsulation, abstraction."""

from pyinterview.oop.abstraction import Ledger
from pyinterview.oop.encapsulation import Account, Validated
from pyinterview.oop.inheritance import linearize
from pyinterview.oop.polymorphism import Money

__all__ = ["Account", "Ledger", "Money", "Validated", "linearize"]
