"""Programs show what plain calls cannot: what an object does after it was made."""

import pytest

from pyinterview.app.programs import come_to, parsed
from pyinterview.lab.evidence import BadInput


def test_the_last_expression_is_the_outcome() -> None:
    assert come_to("t = table(a=1); t['b'] = 2; t", "table", dict)[0] == "returns {'a': 1, 'b': 2}"
    assert come_to("table(1)", "table", dict)[0] == "raises TypeError"


def test_two_answers_draw_the_same_numbers_and_places_in_memory_are_left_out() -> None:
    program = "import random; made = kind(); (made, random.random())"
    assert come_to(program, "kind", object) == come_to(program, "kind", object)
    assert "<object object>" in come_to(program, "kind", object)[0]


def test_what_a_program_prints_is_no_outcome(capsys: pytest.CaptureFixture[str]) -> None:
    assert come_to("print(1); kind(2)", "kind", int)[0] == "returns 2"
    assert capsys.readouterr().out == ""


def test_an_exit_is_an_outcome_too() -> None:
    assert come_to("raise SystemExit(3); kind()", "kind", int)[0] == "raises SystemExit"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kind(", "is not Python"),
        ("x = kind()", "does not end in an expression"),
        ("", "does not end in an expression"),
        ("1 + 1", "does not use kind"),
    ],
)
def test_what_is_no_program_is_one_sentence(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        parsed(text, "kind")
