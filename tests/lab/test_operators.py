"""What Python asks and what the language reference says: the same, for whatever is written."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.lab.operators import Book, Calculator, Recorder, parsed, worked_out

KINDS: dict[type, Callable[[Any], tuple[Any, ...]]] = {Decimal: lambda number: (number,)}


class Silent:
    """Knows no operator, but lets itself be made again."""

    def __repr__(self) -> str:
        return "Silent()"


numbers = st.integers(0, 3).map(str) | st.sampled_from(["0.5", "-1", "Decimal('2')", "Decimal(3)"])
expressions = st.recursive(
    numbers,
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*/"), inner).map(lambda t: f"({t[0]} {t[1]} {t[2]})")
        | st.lists(inner, max_size=3).map(lambda items: f"sum([{', '.join(items)}])")
        | st.tuples(inner, inner).map(lambda pair: f"sum([{pair[0]}], {pair[1]})")
    ),
    max_leaves=6,
)
wholes = st.one_of(
    expressions,
    st.tuples(expressions, st.sampled_from(["==", "!=", "<", "<=", ">", ">="]), expressions).map(
        " ".join
    ),
)


def outcome(text: str, calculator: Calculator) -> str:
    """The value, or the name of the exception."""
    try:
        return repr(worked_out(parsed(text, ("Decimal",)), calculator))
    except (TypeError, ArithmeticError) as error:
        return type(error).__name__


@given(text=wholes)
def test_python_and_the_book_ask_the_same_methods(text: str) -> None:
    recorder, book = Recorder(KINDS), Book(KINDS)
    assert outcome(text, recorder) == outcome(text, book)
    assert recorder.asked == book.asked


@given(text=wholes)
def test_the_value_is_that_of_the_expression(text: str) -> None:
    try:
        expected = repr(eval(text, {"Decimal": Decimal}))  # noqa: S307 -- generated here
    except (TypeError, ArithmeticError) as error:
        expected = type(error).__name__
    if "0.5" not in text:  # the built-in sum adds floats more exactly from 3.12 on
        assert outcome(text, Recorder(KINDS)) == expected


@pytest.mark.parametrize(("sign", "equal"), [("==", "False"), ("!=", "True"), ("<", "TypeError")])
def test_where_neither_operand_knows_only_identity_is_left(sign: str, equal: str) -> None:
    kinds: dict[type, Any] = {Silent: lambda _: ()}
    for calculator in (Recorder(kinds), Book(kinds)):
        text = f"Silent() {sign} Silent()"
        try:
            came = repr(worked_out(parsed(text, ("Silent",)), calculator))
        except TypeError:
            came = "TypeError"
        assert came == equal
        assert [back for _, back in calculator.asked] == ["NotImplemented"] * 2


class Stubborn:
    """Has methods that do not know, and lets itself be made again."""

    def __add__(self, other: object) -> Any:
        return NotImplemented

    __radd__ = __add__


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Stubborn() + Stubborn()", ["Stubborn.__add__"]),
        ("Stubborn() + 1", ["Stubborn.__add__", "int.__radd__"]),
        ("Stubborn() + Silent()", ["Stubborn.__add__"]),
        ("Silent() + Stubborn()", ["Stubborn.__radd__"]),
        ("Silent() + Silent()", []),
    ],
)
def test_a_method_that_is_missing_or_would_say_the_same_is_not_asked(
    text: str, asked: list[str]
) -> None:
    kinds: dict[type, Any] = {Silent: lambda _: (), Stubborn: lambda _: ()}
    for calculator in (Recorder(kinds), Book(kinds)):
        with pytest.raises(TypeError):
            worked_out(parsed(text, ("Silent", "Stubborn")), calculator)
        assert calculator.asked == [(method, "NotImplemented") for method in asked]


def test_a_text_that_python_warns_of_is_read_all_the_same() -> None:
    assert parsed("Decimal('\\d')", ("Decimal",)) is not None


class Chatty(int):
    """Asks one of its methods from another."""

    def __add__(self, other: int) -> Any:
        return int(self) - (-other)

    def __sub__(self, other: int) -> Any:
        return self.__add__(-other)


def test_a_method_that_another_one_calls_is_not_noted() -> None:
    kinds: dict[type, Any] = {Chatty: lambda number: (int(number),)}
    recorder = Recorder(kinds)
    assert repr(worked_out(parsed("Chatty(5) - 2", ("Chatty",)), recorder)) == "3"
    assert recorder.asked == [("Chatty.__sub__", "3")]


class Strict:
    """Looks at the exact class of the other operand, and returns itself."""

    def __radd__(self, other: object) -> Any:
        return self if type(other) is int else NotImplemented

    def __repr__(self) -> str:
        return "Strict()"


def test_a_method_cannot_tell_that_it_is_noted() -> None:
    kinds: dict[type, Any] = {Strict: lambda _: ()}
    recorder = Recorder(kinds)
    assert repr(worked_out(parsed("1 + (2 + Strict())", ("Strict",)), recorder)) == "Strict()"
    assert [each for each in recorder.asked if each[0] == "Strict.__radd__"] == [
        ("Strict.__radd__", "Strict()"),
        ("Strict.__radd__", "Strict()"),
    ]


def test_a_method_that_raises_is_noted_and_the_next_one_too() -> None:
    recorder = Recorder({})
    with pytest.raises(ZeroDivisionError):
        worked_out(parsed("1 / 0", ()), recorder)
    worked_out(parsed("1 + 1", ()), recorder)
    assert recorder.asked == [("int.__truediv__", "raises ZeroDivisionError"), ("int.__add__", "2")]


def test_values_that_note_are_hashed_as_they_were() -> None:
    assert hash(Recorder(KINDS).make("Decimal", "5.00")) == hash(5)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1 +",
        "x",
        "'5'",
        "True",
        "1j",
        "None",
        "-Decimal(1)",
        "+1",
        "not 1",
        "1 ** 2",
        "1 // 2",
        "1 if 2 else 3",
        "1 and 2",
        "[1]",
        "(1 < 2) + 3",
        "1 < 2 < 3",
        "1 in [1]",
        "1 is 1",
        "sum(1)",
        "sum([1], 2, 3)",
        "sum([1], start=2)",
        "sum(['a'])",
        "sum([1 < 2])",
        "Decimal(value='1')",
        "Decimal(*[1])",
        "Decimal('1' + '2')",
        "Decimal.from_float(1)",
        "Decimal('1').real",
        "float('1')",
        "f'{1}'",
        "(lambda: 1)()",
        "[x for x in []]",
        "(x := 1)",
        "1\0",
        "\udcff",
        "(" * 300 + ")" * 300,
        "9" * 5_000,
        "-" * 5_000 + "1",
        "1 + " * 5_000 + "1",
        "'\\d' + 1",
    ],
    ids=lambda text: ascii(text)[:30],
)
def test_nothing_else_is_read(text: str) -> None:
    with pytest.raises(ValueError):
        parsed(text, ("Decimal",))
