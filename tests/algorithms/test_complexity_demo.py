"""The demo of Q31 on each of our algorithms, and on functions of a reader's own."""

from pathlib import Path
from typing import get_args

import pytest

from pyinterview.algorithms.complexity import Algorithm, demo_complexity
from pyinterview.lab.evidence import BadInput, Claim


@pytest.fixture
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader's module in the working directory."""
    monkeypatch.chdir(tmp_path)
    Path("my_answers.py").write_text(
        "def linear(items):\n    return [item for item in items if item > 3]\n"
        "def hidden(items):\n    items = list(items)\n    while items:\n        items.pop(0)\n"
        "def two(a, b):\n    return a\n"
        "number = 3\n",
        encoding="utf-8",
    )


def claims(**options: str) -> list[Claim]:
    """The verdicts."""
    return [piece for piece in demo_complexity(**options) if isinstance(piece, Claim)]  # type: ignore[arg-type]


@pytest.mark.parametrize("algorithm", get_args(Algorithm))
def test_each_algorithm_keeps_its_promise(algorithm: str) -> None:
    found = claims(algorithm=algorithm)
    assert any(algorithm in claim.text for claim in found)
    assert [claim for claim in found if claim.holds is False] == []


@pytest.mark.usefixtures("mine")
def test_the_readers_function_is_named_after_what_it_really_costs() -> None:
    assert claims(function="my_answers:linear", expected="n")[0].holds is True
    assert claims(function="my_answers:hidden")[0].measured == "n^2"
    assert claims(function="my_answers:hidden", expected="n")[0].holds is False


@pytest.mark.usefixtures("mine")
@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"function": "my_answers"}, "not of the form module:function"),
        ({"function": "nowhere_at_all:f"}, "cannot import 'nowhere_at_all'"),
        ({"function": "my_answers:f"}, "has no 'f'"),
        ({"function": "my_answers:number"}, "is not a function"),
        ({"function": "my_answers:two"}, "failed on a list of numbers: TypeError"),
        ({"function": "my_answers:linear", "expected": "fast"}, "'fast' is none of 1, log n"),
        ({"expected": "n"}, "name it with --function"),
    ],
)
def test_what_cannot_be_measured_is_one_sentence(options: dict[str, str], sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        claims(**options)
