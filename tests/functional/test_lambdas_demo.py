"""Q29: what the demo shows for any lambda, and how it refuses what is none."""

import ast
import sys
import warnings
from collections.abc import Callable
from typing import Any

import pytest

from pyinterview.functional import compose, lambdas
from pyinterview.functional.lambdas import STATEMENTS, demo_lambda_vs_def
from pyinterview.lab.evidence import BadInput, Claim, Evidence, Table


def claims(evidence: list[Evidence]) -> list[Claim]:
    """The verdicts."""
    return [piece for piece in evidence if isinstance(piece, Claim)]


def failing(source: str = "lambda: 0") -> list[int]:
    """The numbers of the claims that fail."""
    found = claims(list(demo_lambda_vs_def(source)))
    return [at for at, claim in enumerate(found) if claim.holds is False]


LAMBDAS = [
    "lambda: None",
    "lambda: 'no docstring'",
    "lambda a, /, b, *args, c=1, **kwargs: (a, b, args, c, kwargs)",
    "lambda x=(lambda: 3): x",
    "lambda x=undefined, *, y=(lambda: 3), z: x",
    "lambda x: lambda y: x + y",
    "lambda xs: {k: [lambda: k for _ in {1, 2, 0.0}] for k in xs if k}",
    "lambda: (y := 3) + y",
    "  (lambda x: -x if x < 0 else x)  ",
    "lambda: 1e999 * 0",
    "lambda: (x is 1, '\\d')",
    "lambda: f'{x!r:>{w}}'",
    "lambda:" * 70 + "0",
]


@pytest.mark.parametrize("source", LAMBDAS, ids=lambda text: text[:30])
def test_every_lambda_has_the_code_of_its_def(source: str) -> None:
    with warnings.catch_warnings(action="error"):  # a reader's odd escape is no matter of ours
        found = claims(list(demo_lambda_vs_def(source)))
    assert all(claim.holds for claim in found)
    assert found[0].measured == ["name", "qualname"]


@pytest.mark.parametrize("source", ["lambda: (yield)", "lambda: (yield from x)"])
def test_a_lambda_that_yields_lacks_one_thing_from_python_3_12_on(source: str) -> None:
    verdict = claims(list(demo_lambda_vs_def(source)))[0]
    assert verdict.holds is (True if sys.version_info < (3, 12) else None)
    assert ("PEP 479" in str(verdict.measured)) == (verdict.holds is None)


def test_the_bytecode_stands_side_by_side() -> None:
    table = next(piece for piece in demo_lambda_vs_def() if isinstance(piece, Table))
    assert all(left == right for left, right in table.rows)
    assert ("LOAD_CONST 1", "LOAD_CONST 1") in table.rows
    inner = next(p for p in demo_lambda_vs_def("lambda: lambda: 0") if isinstance(p, Table))
    assert ("LOAD_CONST code", "LOAD_CONST code") in inner.rows  # and no address


def test_a_long_bytecode_is_cut() -> None:
    long = "lambda x: " + " + ".join(["x"] * 50)
    table = next(piece for piece in demo_lambda_vs_def(long) if isinstance(piece, Table))
    assert len(table.rows) == 20


BAD = [
    ("", "invalid syntax"),
    ("1", "another expression"),
    ("lambda: 0, 1", "another expression"),
    ("f(lambda: 0)", "another expression"),
    ("def f(): pass", "invalid syntax"),
    ("lambda x: return x", "invalid syntax"),
    ("lambda x: int: x", "invalid syntax"),
    ("lambda x, x: 0", "duplicate argument"),
    ("lambda x=(await y): 0", "await"),
    ("lambda: await x", "outside async function"),
    ("lambda: \0", "lambda such as"),
    ("lambda: '\udcff'", "cannot read it"),
    ("lambda: " + "(" * 300, "too many nested"),
    ("lambda: " + "0" * 500, "too long"),
]


@pytest.mark.parametrize(("source", "said"), BAD, ids=lambda text: ascii(text)[:30])
def test_what_is_no_lambda_is_one_sentence(source: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        next(demo_lambda_vs_def(source))
    sentence = str(caught.value)
    assert said in sentence
    assert len(sentence) < 220
    assert "\n" not in sentence


def test_the_readers_lambda_is_never_called_nor_are_its_defaults_evaluated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []
    monkeypatch.setattr(sys, "ran", ran, raising=False)
    evil = "__import__('sys').ran.append(1)"
    list(demo_lambda_vs_def(f"lambda x={evil}, *, y={evil}: {evil}"))
    assert ran == []


def test_there_is_a_statement_of_every_kind_this_python_has() -> None:
    kinds = set()
    for text in STATEMENTS:
        try:
            kinds.add(type(ast.parse(text).body[0]))
        except SyntaxError:
            assert text.startswith("type X")
            assert sys.version_info < (3, 12)
    assert kinds | {ast.Expr} == set(ast.stmt.__subclasses__())


def test_expressions_do_the_work_of_statements() -> None:
    table = [piece for piece in demo_lambda_vs_def() if isinstance(piece, Table)][2]
    assert all((row[1], row[3]) == (False, True) for row in table.rows)


def test_composed_functions_are_told_by_their_docstring() -> None:
    assert compose(str, abs).__doc__ == "Apply str after abs."
    assert compose().__doc__ == "Apply nothing."
    assert (compose(*[len] * 21).__doc__ or "").endswith("len after len and others.")
    assert compose(print, compose()).__name__ == "composed"

    class Callable_:  # noqa: N801 -- it stands for any class whose instances are called
        def __call__(self) -> None:
            """Do nothing."""

    assert compose(Callable_()).__doc__ == "Apply Callable_."


def test_the_identity_takes_exactly_one_argument() -> None:
    for arguments in ((), (1, 2)):
        with pytest.raises(TypeError):
            compose()(*arguments)


def by_mistake(count: int) -> list[Callable[[], int]]:
    """Make a cell for each function, and put a wrong value into it."""
    return [lambda i=i: i + 1 for i in range(count)]  # type: ignore[misc] # mypy cannot infer it


@pytest.mark.parametrize(
    ("helper", "wrong", "claim"),
    [
        ("_only_code", compile, 0),
        ("_in_a_loop", by_mistake, 1),
        ("_by_default", by_mistake, 2),
        ("_by_factory", by_mistake, 2),
        ("_fits", lambda _: True, 3),
        ("compose", lambda *functions: compose(*functions[::-1]), 5),
        ("compose", lambda *_: lambda _: 51, 6),
    ],
)
def test_a_wrong_helper_makes_a_claim_fail(
    monkeypatch: pytest.MonkeyPatch, helper: str, wrong: Callable[..., Any], claim: int
) -> None:
    if helper == "_only_code":
        codes = iter([(lambda: 1).__code__, (lambda: 2).__code__])
        monkeypatch.setattr(lambdas, helper, lambda _: next(codes))
        assert failing() == [0]
        return
    monkeypatch.setattr(lambdas, helper, wrong)
    assert failing() == [claim]


def test_functions_that_nest_make_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def nested(f: Callable[..., Any], *more: Callable[..., Any]) -> Callable[..., Any]:
        return (lambda x: f(nested(*more)(x))) if more else f

    monkeypatch.setattr(lambdas, "compose", nested)
    found = claims(list(demo_lambda_vs_def()))
    assert (found[6].measured, found[6].holds) == ("RecursionError", False)
