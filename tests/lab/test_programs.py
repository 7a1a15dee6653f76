"""Little programs of assignments, read and never run as Python."""

import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.lab.evidence import BadInput
from pyinterview.lab.programs import read_program

expressions = st.recursive(
    st.sampled_from(["x", "y", "0", "7", "12"]),
    lambda inner: (
        st.tuples(inner, st.sampled_from("+-*"), inner).map(lambda parts: f"({''.join(parts)})")
        | st.tuples(st.sampled_from("+-"), inner).map("".join)
    ),
    max_leaves=6,
)


@given(expression=expressions)
def test_arithmetic_means_what_it_means_in_python(expression: str) -> None:
    ((step,),) = read_program("left", f"x = {expression}", ["x", "y"])
    shared, own = {"x": 3, "y": -2}, {"z": 1}
    step(shared, own)
    assert shared["x"] == eval(expression, {"x": 3, "y": -2})  # noqa: S307 -- made of + - * alone
    assert own == {"z": 1}


def test_names_that_are_not_shared_are_the_programs_own() -> None:
    ((read, write),) = read_program("left", "t = x; y = t", ["x"])
    shared, own = {"x": 3}, dict[str, int]()
    read(shared, own)
    write(shared, own)
    assert (shared, own) == ({"x": 3}, {"t": 3, "y": 3})
    assert (read.text, write.text) == ("t = x", "y = t")


def test_a_program_may_have_several_lines_and_comments() -> None:
    text = "\n t = x  # read\nx = (t +\n  1)\n"
    ((_, write),) = read_program("left", text, ["x"])
    assert write.text == "x = (t + 1)"


def test_awaits_part_a_program_wherever_they_stand() -> None:
    blocks = read_program("left", "await io; x = 1; await sleep(1); await io; x = 2", ["x"])
    assert [len(block) for block in blocks] == [0, 1, 0, 1]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("x =", "is no program; write"),
        ("x = " + "(" * 250, "is no program; write"),
        ("x = '\0'", "is no program; write"),
        ("# nothing", "has no step; write"),
        ("await io", "has no step; write"),
        ("x = 1 + " * 40 + "1", "is longer than 300 characters"),
        ("x += 1", "does not say how many steps"),
        ("x: int = 1", "is no assignment"),
        ("x = y = 1", "is no assignment"),
        ("x, y = 1, 2", "is no assignment"),
        ("x.y = 1", "is no assignment"),
        ("print(x)", "is no assignment"),
        ("x = print(x)", "is no assignment"),
        ("x = True", "is no assignment"),
        ("x = 1.5", "is no assignment"),
        ("x = x // 2", "is no assignment"),
        ("x = 1 + 'a'", "is no assignment"),
        ("x = ~x", "is no assignment"),
        ("x = (y := 1)", "is no assignment"),
        ("x = 1 if x else 2", "is no assignment"),
        ("if x: x = 1", "is no assignment"),
        ("x = await io", "is no assignment"),
        ("t = t + 1", "'t' is read before it has a value"),
        ("t = u; u = 1", "'u' is read before it has a value"),
    ],
)
def test_anything_else_is_refused_in_a_sentence(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_program("right", text, ["x"])
    assert str(caught.value).startswith("--right: ")
    assert sentence in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_example_is_the_callers() -> None:
    with pytest.raises(BadInput, match='write "x = 0"'):
        read_program("start", "", example="x = 0")


def test_a_warning_of_pythons_is_not_the_readers() -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        with pytest.raises(BadInput):
            read_program("left", "x = 1and 2", ["x"])
    assert seen == []


def test_a_number_that_grows_too_large_is_refused_when_it_does() -> None:
    ((step,),) = read_program("left", "x = x * x", ["x"])
    shared = {"x": 10**6}
    step(shared, {})
    assert shared == {"x": 10**12}
    for size in (10**12, -(10**12)):
        with pytest.raises(BadInput, match=r"--left: 'x = x \* x' goes beyond 1,000,000,000,000"):
            step({"x": size}, {})


def test_a_deep_expression_is_no_traceback() -> None:
    ((step,),) = read_program("left", "x = " + "-" * 290 + "1", ["x"])
    shared = {"x": 0}
    step(shared, {})
    assert shared == {"x": 1}
