"""Q6: what the demo shows, on a quiet machine, on a busy one, and where there is no GIL."""

import multiprocessing
import sys
import threading
from pathlib import Path
from typing import Any

import pytest

from pyinterview.app.replacing import load
from pyinterview.concurrency import gil
from pyinterview.concurrency.gil import (
    BareCounter,
    PropertyCounter,
    SafeCounter,
    demo_gil,
    meetings,
    textbook,
)
from pyinterview.lab.evidence import BadInput, Claim, Table, Timeline
from pyinterview.lab.processors import Run
from pyinterview.lab.ticking import Beat

QUIET = Beat(seconds=0.05, computing=0.0, ticks=80, silence=0.0006)
SILENT = Beat(seconds=0.05, computing=0.05, ticks=0, silence=0.05)
LOOP = Beat(seconds=0.05, computing=0.05, ticks=8, silence=0.0056)
OPEN = Beat(seconds=0.05, computing=0.05, ticks=80, silence=0.0006)
TWO, ONE = Run(0.1, 0.19), Run(0.2, 0.2)


def claims(expression: str = "0", workers: int = 2) -> list[Claim]:
    """Return the verdicts."""
    return [piece for piece in demo_gil(expression, workers) if isinstance(piece, Claim)]


def row_of(expression: str) -> tuple[Any, ...]:
    """Return the table's row of an expression."""
    table = next(piece for piece in demo_gil(expression) if isinstance(piece, Table))
    return tuple(table.rows[-1])


def given(
    monkeypatch: pytest.MonkeyPatch,
    *,
    beats: tuple[Beat, Beat, Beat, Beat] = (QUIET, LOOP, SILENT, OPEN),
    control: Run = TWO,
    threads: Run = ONE,
    others: Run = TWO,
) -> None:
    """Let the clocks tell what we want: the demo's reasoning is tested, not this machine."""
    waiting, looping, held, hashing = beats
    found = iter([waiting, looping, hashing, OPEN])
    runs = iter([control, others, others])
    alone_and_threads = iter([ONE, threads])
    monkeypatch.setattr(gil, "clearest", lambda _: next(found))
    monkeypatch.setattr(gil, "heartbeat", lambda _: held)
    monkeypatch.setattr(gil, "best", lambda *_: next(runs))
    monkeypatch.setattr(gil, "in_threads", lambda _: next(alone_and_threads))
    monkeypatch.setattr(gil, "_races", lambda: iter(()))
    monkeypatch.setattr(gil, "textbook", lambda *_: 0)
    monkeypatch.setattr(gil, "OWN_GILS", True)


HELD, LETS_IN, HASHING, THREADS, PROCESSES, INTERPRETERS, TEXTBOOK = range(7)


@pytest.mark.parametrize("workers", [2, 3, 16])
def test_no_claim_fails_on_this_machine(workers: int) -> None:
    verdicts = claims(workers=workers)
    assert [claim for claim in verdicts if claim.holds is False] == []
    assert [claim.holds for claim in verdicts[-4:]] == [True] * 4  # no clock is asked


def test_all_claims_hold_where_two_processors_are_free(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch)
    assert [claim.holds for claim in claims()] == [True] * 7


def test_in_3_11_subinterpreters_share_the_gil(monkeypatch: pytest.MonkeyPatch) -> None:
    for others, holds in ((ONE, True), (TWO, False)):
        given(monkeypatch, others=others)
        monkeypatch.setattr(gil, "OWN_GILS", False)
        assert claims()[INTERPRETERS].holds is holds


@pytest.mark.parametrize(
    ("silent", "unsure"),
    [(0, {HELD}), (1, {LETS_IN}), (3, {HASHING}), (2, set())],
)
def test_silence_that_load_may_have_caused_proves_nothing(
    monkeypatch: pytest.MonkeyPatch, silent: int, unsure: set[int]
) -> None:
    beats = [QUIET, LOOP, SILENT, OPEN]
    beats[silent] = SILENT
    given(monkeypatch, beats=tuple(beats))  # type: ignore[arg-type]  # four of them
    verdicts = claims()
    assert {at for at, claim in enumerate(verdicts) if claim.holds is None} == unsure
    assert all("busy" in str(verdicts[at].measured) for at in unsure)


def test_where_not_even_hashing_gets_two_processors_nothing_follows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given(monkeypatch, control=ONE, others=ONE)
    verdicts = claims()
    assert [claim.holds for claim in verdicts[THREADS:TEXTBOOK]] == [None] * 3
    assert all("too busy, or too small" in str(c.measured) for c in verdicts[THREADS:TEXTBOOK])


def test_where_hashing_fails_the_others_are_not_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for control, tries in ((ONE, 1), (TWO, 3)):
        asked: list[int] = []

        def best(
            _: object, __: float, tries: int = 3, run: Run = control, asked: list[int] = asked
        ) -> Run:
            asked.append(tries)
            return run

        monkeypatch.setattr(gil, "best", best)
        list(gil._parallel(2))  # noqa: SLF001
        assert asked == [3] + [tries] * (len(asked) - 1)


def test_where_there_is_no_gil_nothing_is_claimed_about_it(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, beats=(QUIET, OPEN, OPEN, OPEN), threads=TWO)
    monkeypatch.setattr(sys, "_is_gil_enabled", lambda: False, raising=False)
    monkeypatch.setattr(gil, "textbook", lambda *_: 7)
    verdicts = claims()
    none = {HELD, LETS_IN, THREADS, TEXTBOOK}
    assert {at for at, claim in enumerate(verdicts) if claim.holds is None} == none
    assert [claim.holds for claim in verdicts if claim.holds is not None] == [True] * 3
    assert all("no GIL" in str(verdicts[at].measured) for at in none)


def test_a_wrong_observation_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, beats=(QUIET, OPEN, OPEN, OPEN), threads=TWO)
    monkeypatch.setattr(gil, "textbook", lambda *_: 7)
    verdicts = claims()
    failed = {at for at, claim in enumerate(verdicts) if claim.holds is False}
    assert failed == {HELD, LETS_IN, THREADS, TEXTBOOK}


def test_without_subinterpreters_nothing_is_said_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch)
    monkeypatch.setitem(sys.modules, "_interpreters", None)
    monkeypatch.setitem(sys.modules, "_xxsubinterpreters", None)
    told = list(demo_gil("0"))
    assert len([piece for piece in told if isinstance(piece, Claim)]) == 6
    assert "subinterpreters" not in repr(told)


def test_a_counter_without_a_lock_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    mistakes = Path(__file__).parent.parent / "mistakes"
    for name in ("without_a_lock", "that_locks_the_write_alone", "with_a_lock_for_each_call"):
        mistake = load(mistakes / f"SafeCounter_{name}.py")
        monkeypatch.setattr(gil, "SafeCounter", mistake.SafeCounter)
        verdicts = [piece for piece in gil._races() if isinstance(piece, Claim)]  # noqa: SLF001
        assert [claim.holds for claim in verdicts] == [True, True, False]


def test_a_bare_counter_that_loses_nothing_makes_the_claims_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(gil, "BareCounter", SafeCounter)
    monkeypatch.setattr(gil, "meetings", lambda make, places, _: meetings(make, places, 0.01))
    told = list(gil._races())  # noqa: SLF001
    assert [piece.holds for piece in told if isinstance(piece, Claim)] == [False, True, True]
    assert not any(isinstance(piece, Timeline) for piece in told)


def test_where_updates_are_lost() -> None:
    assert meetings(PropertyCounter, "calls").count(True) == 1
    for make in (BareCounter, PropertyCounter):
        lost = meetings(make, "instructions")
        first = lost.index(True)
        assert lost == [False] * first + [True] * sum(lost) + [False] * (
            len(lost) - first - sum(lost)
        )
    assert textbook(2, 1_000) == 0


def test_the_timeline_is_that_of_the_first_loss() -> None:
    timeline = next(piece for piece in gil._races() if isinstance(piece, Timeline))  # noqa: SLF001
    before, other, after = timeline.spans
    lost = meetings(BareCounter, "instructions")
    assert (before.end, other.end - other.start) == (lost.index(True), len(lost))
    assert (before.lane, other.lane, after.lane) == ("one", "other", "one")
    assert after.end == 2 * len(lost)


def test_an_expression_is_told_by_what_it_does_to_the_ticks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    each = {
        Beat(0.05, 0.05, 8, 0.0056): "yes",
        Beat(0.05, 0.05, 1, 0.0400): "no",
        Beat(0.05, 0.05, 1, 0.0200): "unclear",
        Beat(0.01, 0.01, 1, 0.0090): "between two",
    }
    for beat, verdict in each.items():
        monkeypatch.setattr(gil, "heartbeat", lambda _: SILENT)  # so once is enough
        monkeypatch.setattr(gil, "clearest", lambda _, beat=beat: beat)
        row = gil._evaluated("x" * 50, list)  # noqa: SLF001
        assert row[-1] == verdict
        assert row[0] == f"{'x' * 37}..., 2 times"


def test_a_modules_name_is_enough_and_a_builtin_stays_one() -> None:
    assert row_of("time.sleep(0.06)")[0] == "time.sleep(0.06)"
    assert row_of(" math.sqrt(abs(-4)) ")[-1] == "between two"


def test_the_readers_expression_cannot_change_the_switch_interval() -> None:
    before = sys.getswitchinterval()
    list(demo_gil("sys.setswitchinterval(0.02)"))
    assert sys.getswitchinterval() == before


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("", "is no Python expression"),
        ("1 +", "is no Python expression"),
        ("x = 1", "is no Python expression"),
        ("\0", "is no Python expression"),
        ("(" * 1_000, "is no Python expression"),
        ("1 / 0", "raised ZeroDivisionError: division by zero"),
        ("nothing", "raised NameError"),
        ("sys.exit()", "raised SystemExit"),
        ("winreg.HKEY_USERS", "raised NameError"),  # a module of another system
    ],
)
def test_an_expression_that_cannot_be_used_is_said_in_a_sentence(
    expression: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=rf"--expression: .*{sentence}"):
        next(demo_gil(expression))


def test_an_expression_that_fails_later_is_said_in_a_sentence() -> None:
    with pytest.raises(BadInput, match=r"--expression: .* raised IndexError: pop from empty"):
        list(demo_gil("globals().setdefault('left', [1, 2]).pop()"))


@pytest.mark.parametrize("workers", [-1, 0, 1, 17, 10**100])
def test_an_absurd_number_of_workers_is_said_in_a_sentence(workers: int) -> None:
    with pytest.raises(BadInput, match=r"--workers: give a number from 2 to 16, not .{1,60}$"):
        next(demo_gil(workers=workers))


def test_nothing_stays_behind_wherever_the_reader_stops() -> None:
    interval = sys.getswitchinterval()
    for most in (1, 4, 5, 100):
        for _ in zip(range(most), demo_gil("0"), strict=False):
            assert threading.active_count() == 1
            assert sys.getswitchinterval() == interval
    assert multiprocessing.active_children() == []
