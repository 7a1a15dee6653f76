"""What a reader's function returns may be of any class but one that decides what it is equal to."""

import sys
import weakref
from collections import UserDict, namedtuple
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import ModuleType
from typing import NoReturn
from unittest.mock import ANY

import pytest

from pyinterview.app.audit import always_true
from pyinterview.app.honesty import compares_by_itself
from pyinterview.app.replacing import load
from pyinterview.app.watching import Watch

THEIRS = """
import dataclasses, functools, operator, types, typing

class Yes:
    def __eq__(self, other): return self is not None
    __hash__ = None

class Heir(Yes): pass
class YesList(list):
    def __ne__(self, other): return self is None
class ByC:
    __eq__ = operator.truth
class Order:
    def __lt__(self, other): return self is not None
class Meta(type):
    mro = lambda cls: [cls, object]
    def __getattribute__(cls, name): return None
class Hidden(metaclass=Meta):
    def __eq__(self, other): return self is not None
class Whole:
    def __lt__(self, other): return self is not None
    def __eq__(self, other): return self is not None
Whole = functools.total_ordering(Whole)

@dataclasses.dataclass(order=True)
class Entry:
    amount: int
class Pair(typing.NamedTuple):
    left: int
class Plain:
    __hash__ = object.__hash__
def steps():
    yield 1
"""


@pytest.fixture
def theirs(tmp_path: Path) -> Iterator[ModuleType]:
    """A reader's file, loaded."""
    path = tmp_path / "answer.py"
    path.write_text(THEIRS, encoding="utf-8")
    yield load(path)
    del sys.modules["mine_answer"]


@pytest.mark.parametrize("name", ["Yes", "Heir", "YesList", "ByC", "Order", "Hidden", "Whole"])
def test_a_class_with_a_comparison_of_its_own_is_noticed(theirs: ModuleType, name: str) -> None:
    assert compares_by_itself(vars(theirs)[name], graded=None)


@pytest.mark.parametrize("name", ["Entry", "Pair", "Plain"])
def test_a_class_that_compares_as_the_library_made_it_is_not(theirs: ModuleType, name: str) -> None:
    assert not compares_by_itself(vars(theirs)[name], graded=None)


def test_the_graded_class_is_judged_by_the_tests_and_its_heirs_by_what_they_add(
    theirs: ModuleType,
) -> None:
    assert not compares_by_itself(theirs.Yes, graded=theirs.Yes)
    assert not compares_by_itself(theirs.Heir, graded=theirs.Yes)


@pytest.mark.parametrize("kind", [Decimal, Fraction, UserDict, object, type, type(iter([]))])
def test_classes_of_the_library_are_trusted(kind: type) -> None:
    assert not compares_by_itself(kind, graded=None)


def test_classes_of_a_test_are_trusted() -> None:
    class Local:
        def __eq__(self, other: object) -> bool:
            return isinstance(other, Local)

        __hash__ = None  # type: ignore[assignment] # as classes with __eq__ have it

    assert not compares_by_itself(Local, graded=None)
    assert not compares_by_itself(namedtuple("Two", "a b"), graded=None)  # noqa: PYI024 -- made by hand


@pytest.mark.parametrize("value", [ANY, weakref.proxy(pytest)])
def test_objects_of_the_library_that_are_equal_to_others_are_noticed(value: object) -> None:
    assert compares_by_itself(type(value), graded=None)


class Judge:
    """Hears what is wrong."""

    def overdue(self, what: str, seconds: float) -> NoReturn:
        """Fail."""
        raise AssertionError(what, seconds)

    def accuse(self, why: str) -> NoReturn:
        """Fail in the words of the verdict."""
        raise PermissionError(why)


def test_what_methods_and_properties_return_is_looked_at(theirs: ModuleType) -> None:
    class Shop:
        def price(self, number: int) -> object:
            return theirs.Yes() if number else theirs.Entry(1)

        def twice(self) -> list[object]:
            return [self.price(1) is None, self.price(0)]

        @property
        def total(self) -> object:
            return [theirs.Yes()]

    watch = Watch("Shop", Judge(), plain=False)
    watch.over(Shop)
    shop = Shop()
    assert shop.price(0) == theirs.Entry(1)
    assert shop.twice() == [False, theirs.Entry(1)]  # what stays inside is nobody's business
    assert watch.last is not None
    assert watch.last.written() == "Shop.twice()"
    with pytest.raises(PermissionError, match=r"Shop\.price\(1\) returned a Yes, which decides"):
        shop.price(1)
    with pytest.raises(PermissionError, match=r"Shop\.total\(\) returned a Yes, which decides"):
        assert shop.total


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("def __eq__(self, other): return True", True),
        ("def __eq__(self, other):\n    return 1", True),
        ("__eq__ = lambda self, other: True", True),
        ("def __eq__(self, other): return self.x == other.x", False),
        ("def __eq__(self, other):\n    if other: return True\n    return False", False),
        ("def __eq__(self, other): raise TypeError", False),
        ("__eq__ = object.__eq__", False),
        ("def equal(self, other): return True", False),
    ],
)
def test_an_eq_that_looks_at_nothing_is_seen_in_the_source(source: str, expected: bool) -> None:  # noqa: FBT001 -- what it says
    import ast  # noqa: PLC0415 -- here alone

    assert any(map(always_true, ast.walk(ast.parse(source)))) is expected
