"""Q38: what the demo says of a reader's own object, and what makes its claims fail."""

import gc
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pyinterview.lab.evidence import BadInput, Claim, Table
from pyinterview.language import memory
from pyinterview.language.memory import _agreement, arenas, demo_memory

OWN = """
import gc, weakref

kept, calls = [], 0

class Thing:
    pass

class Lazarus:
    def __del__(self):
        kept.append(self)

def back():
    return Lazarus()

def loop():
    thing = Thing()
    thing.self = thing
    return thing

def fickle():
    global calls
    calls += 1
    return loop() if calls % 2 else Thing()

THINGS = weakref.WeakValueDictionary()

def weakly_cached():
    return THINGS.setdefault("only", Thing())

def leave():
    raise SystemExit(3)

number = 7
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A module of the reader's own in the working directory."""
    monkeypatch.chdir(tmp_path)
    name = f"own_{tmp_path.name.replace('-', '_')}"
    (tmp_path / f"{name}.py").write_text(OWN, encoding="utf-8")
    return name


@pytest.fixture(autouse=True, scope="module")
def only_new_objects() -> Iterator[None]:
    """Let each collection look at what these tests make, so that it is quick."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


@pytest.fixture
def no_child(monkeypatch: pytest.MonkeyPatch) -> None:
    """Spare the interpreter that counts arenas."""
    monkeypatch.setattr(memory, "arenas", lambda *_: [9, 9, 2])


def claims(build: str = "[1, 2]") -> list[Claim]:
    """The verdicts of the demo."""
    return [piece for piece in demo_memory(build) if isinstance(piece, Claim)]


def freed_by(build: str) -> object:
    """What the table says of the reader's object."""
    table = next(piece for piece in demo_memory(build) if isinstance(piece, Table))
    return table.rows[-1][1]


def test_every_claim_holds_for_the_defaults() -> None:
    assert [claim.holds for claim in claims()] in ([True] * 6, [True] * 5 + [None])


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize(
    ("build", "freed"),
    [
        ("{1: [2]}", "refcount"),
        ("{1, 2}", "refcount"),
        ("(x for x in [])", "refcount"),
        ("lambda: 0", "refcount"),
        ("(f := lambda: f)", "collector"),
        ("type('A', (), {})", "collector"),
        ("(a := [1], a.append(a), a)[-1]", "collector"),
        ("__import__('sys')", "held"),
        ("  [1][:1]  ", "refcount"),
        ("collections:OrderedDict", "refcount"),
        ("threading:current_thread", "held"),
    ],
)
def test_the_claims_hold_for_whatever_is_built(build: str, freed: str) -> None:
    assert freed_by(build) == freed
    assert [claim.holds for claim in claims(build)] == [True] * 6


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize("build", ["int", "type"])
def test_a_type_may_be_immortal_and_yet_take_weak_references(build: str) -> None:
    assert freed_by(build) in ("immortal", "held")
    assert all(claim.holds for claim in claims(build))


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize("build", ["object()", "'text'", "10**30", "None", "2.5"])
def test_what_nothing_can_watch_is_said_and_not_claimed(build: str) -> None:
    evidence = list(demo_memory(build))
    assert "Nothing can watch it go" in str(evidence[1])
    assert [piece.holds for piece in evidence if isinstance(piece, Claim)] == [True] * 5


@pytest.mark.usefixtures("no_child")
def test_a_function_of_the_readers_own_is_called(own: str) -> None:
    assert freed_by(f"{own}:loop") == "collector"
    assert freed_by(f"{own}:weakly_cached") == "refcount"
    assert all(claim.holds for claim in claims(f"{own}:loop"))
    assert str(Path.cwd()) not in sys.path


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize("name", ["back", "fickle"])
def test_what_comes_back_or_changes_each_time_cannot_be_told(own: str, name: str) -> None:
    first, *rest = claims(f"{own}:{name}")
    assert first.holds is None
    assert "may mislead" in str(first.measured)
    assert all(claim.holds for claim in rest)


@pytest.mark.parametrize(
    ("build", "sentence"),
    [
        ("[1, 2", r"neither an expression nor module:function \('\[' was never closed\)"),
        ("", r"neither an expression nor module:function"),
        ("x = 1", r"neither an expression nor module:function"),
        ("a\0b", r"neither an expression nor module:function"),
        ("1 / 0", "raised ZeroDivisionError: division by zero"),
        ("nowhere", "raised NameError: name 'nowhere' is not defined"),
        ("exit(3)", "raised"),
        ("nowhere_at_all:f", "cannot import 'nowhere_at_all': ModuleNotFoundError"),
        ("json:nothing", "'json' has no 'nothing'"),
        ("math:pi", "'math:pi' is not a function"),
        ("json:dumps", "raised TypeError"),
    ],
)
def test_what_cannot_be_built_is_one_sentence(build: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=f"^--build: .*{sentence}"):
        next(demo_memory(build))


def test_a_function_that_leaves_is_one_sentence(own: str) -> None:
    with pytest.raises(BadInput, match="raised SystemExit: 3"):
        next(demo_memory(f"{own}:leave"))


def test_a_lambda_is_an_expression_and_no_module() -> None:
    assert next(demo_memory("lambda:nowhere.x"))


def test_an_immortal_object_is_alive_whenever_one_looks() -> None:
    assert _agreement("int", "immortal", (True, True), steady=True).holds
    assert _agreement("int", "immortal", (True, False), steady=True).holds is False


def test_an_odd_expression_warns_nobody() -> None:
    assert next(demo_memory("1 is 1"))


def test_an_early_end_leaves_the_collector_alone() -> None:
    before = gc.isenabled(), gc.get_debug(), len(gc.garbage)
    for pieces in range(4):
        evidence = demo_memory("(f := lambda: f)")
        for _ in range(pieces):
            next(evidence)
        evidence.close()  # type: ignore[attr-defined] # it is a generator
    assert (gc.isenabled(), gc.get_debug(), len(gc.garbage)) == before


def test_large_numbers_of_arenas_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    done = subprocess.CompletedProcess([], 0, "", "# arenas allocated current    =   1,234\n")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    assert arenas() == [1_234]


@pytest.mark.parametrize("said", ["", "# arenas allocated current = 9\n", "no such option"])
def test_a_build_that_tells_nothing_of_arenas_cannot_be_judged(
    monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    done = subprocess.CompletedProcess([], 0, "", said)
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: done)
    last = claims()[-1]
    assert last.holds is None
    assert "does not tell" in str(last.measured)


@pytest.mark.usefixtures("no_child")
@pytest.mark.parametrize(
    ("helper", "wrong", "failing"),
    [
        ("lifetime", lambda _: "refcount", {1}),
        ("lifetime", lambda _: "collector", {0, 1}),
        ("sightings", lambda _: (False, False), {1, 2}),
        ("ring", memory.weak_ring, {2}),
        ("reference_count", sys.getrefcount, {0, 1, 3}),
        ("peak_bytes", lambda run: run() or 1, {4}),
        ("arenas", lambda *_: [9, 2, 2], {5}),
        ("arenas", lambda *_: [9, 9, 9], {5}),
    ],
    ids=range(8),
)
def test_a_wrong_helper_makes_a_claim_fail(
    monkeypatch: pytest.MonkeyPatch, helper: str, wrong: Callable[..., Any], failing: set[int]
) -> None:
    monkeypatch.setattr(memory, helper, wrong)
    assert {at for at, claim in enumerate(claims()) if claim.holds is False} == failing
