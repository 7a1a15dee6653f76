"""Q30: what the demo shows for any signature and call, and how it refuses what is neither."""

import sys
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from pyinterview.functional import arguments
from pyinterview.functional.arguments import Parameters, bind, demo_args_kwargs
from pyinterview.lab.evidence import BadInput, Claim, Evidence, Table


def claims(evidence: list[Evidence]) -> list[Claim]:
    """The verdicts."""
    return [piece for piece in evidence if isinstance(piece, Claim)]


def rows(evidence: list[Evidence]) -> list[Any]:
    """The rows that say where each value goes."""
    tables = [piece for piece in evidence if isinstance(piece, Table)]
    return [tuple(row) for row in tables[1].rows] if len(tables) > 1 else []


FITTING = [
    ("()", "()"),
    ("(a, /, b, *args, c=1, **kwargs)", "(1, 2)"),
    ("(a, b=2, *, c)", "(*[1], **{'c': set()})"),
    ("def f(a: int, b: 'text' = 'x') -> None:", "f(1)"),
    ("(f, set=1)", "(-1, 2+3j)"),
    ("  (a)  ", "  ({1: [b'x', None, True, ...]})  "),
    (r"(a='\d')", "()"),
    ("(*args, **kwargs)", "(a=1, args=2)"),
]


@pytest.mark.parametrize(("signature", "call"), FITTING)
def test_a_call_that_fits_is_shown_and_every_claim_holds(signature: str, call: str) -> None:
    with warnings.catch_warnings(action="error"):  # a reader's odd escape is no matter of ours
        evidence = list(demo_args_kwargs(signature, call))
    assert all(claim.holds for claim in claims(evidence))
    assert claims(evidence)[0].measured != "TypeError"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        ("()", "f() missing 1 required positional argument: 'a'"),
        ("(1, 2, 3)", "f() takes from 1 to 2 positional arguments but 3 were given"),
        ("(1, a=1)", "f() got multiple values for argument 'a'"),
        ("(1, z=1)", "f() got an unexpected keyword argument 'z'"),
        ("(**{1: 2})", "keywords must be strings"),
        ("(*1)", "argument after * must be an iterable, not int"),
        ("(b=1, **{'b': 2})", "f() got multiple values for keyword argument 'b'"),
    ],
)
def test_what_python_says_against_a_call_is_said(call: str, message: str) -> None:
    evidence = list(demo_args_kwargs("(a, b=1)", call))
    assert any(str(piece).startswith("TypeError: ") and message in piece for piece in evidence)
    assert all(claim.holds for claim in claims(evidence))
    assert claims(evidence)[0].measured == "TypeError"


def test_each_value_is_traced_to_its_place_in_the_call() -> None:
    signature = "(a, /, b, c=3, *args, d, e=5, **kwargs)"
    assert rows(list(demo_args_kwargs(signature, "(1, 2, d=4, a=6)"))) == [
        ("a", "positional-only", "1", "place 1"),
        ("b", "ordinary", "2", "place 2"),
        ("c", "ordinary", "3", "default"),
        ("args", "*", "()", "places left over"),
        ("d", "keyword-only", "4", "keyword"),
        ("e", "keyword-only", "5", "default"),
        ("kwargs", "**", "{'a': 6}", "keywords left over"),
    ]
    assert rows(list(demo_args_kwargs("(a=0, /, **kwargs)", "(a=1)")))[0][3] == "default"
    assert rows(list(demo_args_kwargs("(a, b)", "(1, b=2)")))[1][3] == "keyword"


BAD = [
    ("a, b", "(1)", "signature"),
    ("oo(a)", "(1)", "signature"),
    ("(a): return 1 #", "(1)", "signature"),
    ("(a): pass\ndef g()", "(1)", "more than parameters"),
    ("(a): pass; import os\n #", "(1)", "signature"),
    ("(a, a)", "(1)", "duplicate argument 'a'"),
    ("(a=1, b)", "(1)", "default"),
    ("(a=print)", "(1)", "print is no literal"),
    ("(*, a=print())", "(1)", "no literal"),
    ("(a={[]: 1})", "(1)", "no literal"),
    (f"(a={'-' * 900}1)", "(1)", "cannot read it"),
    ("(a\0)", "(1)", "signature"),
    ("(\udcff)", "(1)", "signature"),
    (f"({'a' * 1_000})", "(1)", "too long"),
    ("(a)", "", "more than arguments"),
    ("(a)", "1", "more than arguments"),
    ("(a)", "oo(1)", "more than arguments"),
    ("(a)", "(1)(2)", "more than arguments"),
    ("(a)", "(1).real", "more than arguments"),
    ("(a)", "(1", "never closed"),
    ("(a)", "(x)", "x is no literal"),
    ("(a)", "(*x)", "x is no literal"),
    ("(a)", "(**x)", "x is no literal"),
    ("(a)", "(a=1, a=2)", "keyword argument repeated"),
    ("(a)", "(x for x in [])", "no literal"),
    ("(a)", "(1 + 1)", "no literal"),
]


@pytest.mark.parametrize(("signature", "call", "said"), BAD, ids=lambda text: ascii(text)[:30])
def test_what_is_no_signature_or_no_call_is_one_sentence(
    signature: str, call: str, said: str
) -> None:
    with pytest.raises(BadInput) as caught:
        next(demo_args_kwargs(signature, call))
    sentence = str(caught.value)
    assert said in sentence
    assert len(sentence) < 220
    assert "\n" not in sentence


def test_nothing_of_the_readers_runs_but_literals(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[str] = []
    monkeypatch.setattr(sys, "ran", ran, raising=False)
    evil = "__import__('sys').ran.append(1)"
    for signature, call in [(f"(a={evil})", "()"), ("(a)", f"({evil})"), (f"(a: {evil})", "(1)")]:
        try:
            list(demo_args_kwargs(signature, call))
        except BadInput:
            continue
    assert ran == []


def test_the_random_calls_are_the_same_each_time_and_of_both_sorts() -> None:
    text = claims(list(demo_args_kwargs()))[1].text
    assert text == claims(list(demo_args_kwargs()))[1].text
    assert "accepts 274 and refuses 726" in text


def wrong(change: Callable[[dict[str, Any]], Any]) -> Callable[..., dict[str, Any]]:
    """Bind, and spoil the result."""

    def spoiled(function: Callable[..., Any], /, *args: Any, **kwargs: Any) -> dict[str, Any]:
        bound = bind(function, *args, **kwargs)
        change(bound)
        return bound

    return spoiled


def backwards(bound: dict[str, Any]) -> None:
    """Turn the order of the parameters round."""
    for name in list(bound)[::-1]:
        bound[name] = bound.pop(name)


def copied(bound: dict[str, Any]) -> None:
    """Copy what is in kwargs."""
    for name in bound.get("kwargs", ()):
        bound["kwargs"][name] = []


@pytest.mark.parametrize(("change", "failing"), [(backwards, [0, 1]), (copied, [0, 1, 2])])
def test_a_wrong_binding_makes_a_claim_fail(
    monkeypatch: pytest.MonkeyPatch, change: Callable[[dict[str, Any]], Any], failing: list[int]
) -> None:
    monkeypatch.setattr(arguments, "bind", wrong(change))
    found = claims(list(demo_args_kwargs()))
    assert [at for at, claim in enumerate(found) if claim.holds is False] == failing


def test_a_binding_where_python_refuses_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arguments, "bind", lambda *_, **__: {})
    verdict = next(piece for piece in demo_args_kwargs("(a)", "()") if isinstance(piece, Claim))
    assert (verdict.measured, verdict.expected) == ("no parameters", "TypeError")
    assert verdict.holds is False


def test_parameters_are_read_from_the_code_object() -> None:
    def f(a: int, /, b: int, *c: int, d: int, **e: int) -> object:
        local = a + b
        return local, local, c, d, e

    assert Parameters.of(f.__code__) == (("a",), ("b",), ("c",), ("d",), ("e",))
    assert Parameters.of((lambda: 0).__code__) == ((), (), (), (), ())


def test_defaults_count_as_they_are_at_the_call() -> None:
    def f(a: int, b: int = 1, *, c: int = 2) -> None:
        """Have one default of each sort."""

    f.__defaults__, f.__kwdefaults__ = (7, 8), {"c": 9, "a": 0}
    assert bind(f) == {"a": 7, "b": 8, "c": 9}
    f.__defaults__ = None
    with pytest.raises(TypeError):  # the 0 in __kwdefaults__ is for no keyword-only parameter
        bind(f, b=1)
    with pytest.raises(TypeError):
        f(b=1)  # type: ignore[call-arg] # that is the point


def test_a_bound_method_is_refused_rather_than_bound_wrongly() -> None:
    class Box:
        def put(self, item: int) -> None:
            """Take one item."""

    with pytest.raises(TypeError, match="bind needs a function written in Python, not a method"):
        bind(Box().put, 1)
