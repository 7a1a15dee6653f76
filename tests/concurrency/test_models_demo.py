"""Q8 and Q73: what the two demos say of a reader's programs, and that nothing survives them."""

import gc
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from pyinterview.concurrency import models
from pyinterview.concurrency.models import (
    Worker,
    demo_concurrency_vs_async,
    demo_concurrency_vs_parallelism,
    simulate,
)
from pyinterview.lab.evidence import BadInput, Claim, Demo, Table, Timeline
from pyinterview.lab.overlap import Slice

SEVEN = "; ".join(["x = x + 1"] * 7)
DEMOS = [demo_concurrency_vs_parallelism, demo_concurrency_vs_async]


def verdicts(demo: Demo) -> list[bool | None]:
    """What the claims of a demo come to."""
    return [piece.holds for piece in demo if isinstance(piece, Claim)]


def measured(demo: Demo) -> list[object]:
    """What the claims of a demo measured."""
    return [piece.measured for piece in demo if isinstance(piece, Claim)]


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaves out the part that is not about programs."""
    monkeypatch.setattr(models, "_overlap", lambda: iter(()))


@pytest.mark.parametrize(
    ("left", "right", "start", "wrong"),
    [
        ("t = x; x = t + 1", "t = x; x = t + 1", "x = 0", "4 of 6"),
        ("x = x + 1", "x = x + 1", "x = 0", "0 of 2"),
        ("x = x + 1", "t = x; x = t * 2", "x = 5", "1 of 3"),
        ("t = x; x = t - 80; y = -t", "t = y; y = t + 3", "x = 100; y = x + 1", "3 of 10"),
        ("a = 1", "a = 2", "x = 0", "0 of 2"),
        (SEVEN, SEVEN, "x = 0", "0 of 3,432"),
    ],
)
def test_every_claim_holds_for_any_programs(left: str, right: str, start: str, wrong: str) -> None:
    found = list(demo_concurrency_vs_parallelism(left, right, start))
    assert verdicts(iter(found)) == [True] * 6
    assert measured(iter(found))[1] == wrong


@pytest.mark.parametrize("pieces", range(2, 9))
def test_the_four_ways_are_what_they_are_called_for_any_number_of_pieces(pieces: int) -> None:
    found = list(demo_concurrency_vs_parallelism(pieces=pieces))
    assert verdicts(iter(found)) == [True] * 6
    ways = [piece for piece in found if isinstance(piece, Timeline)][1:]
    for way in ways:
        assert sum(span.end - span.start for span in way.spans) == 2 * pieces


def test_the_example_is_a_schedule_that_goes_wrong_step_by_step() -> None:
    lines = [piece for piece in demo_concurrency_vs_parallelism() if isinstance(piece, Timeline)]
    assert [(span.lane, span.start, span.label) for span in lines[0].spans] == [
        ("left", 0, "t = x"),
        ("right", 1, "t = x"),
        ("left", 2, "x = t + 1"),
        ("right", 3, "x = t + 1"),
    ]
    assert lines[0].title == "A schedule that ends in x = 1"


def test_of_many_ends_the_most_frequent_are_shown() -> None:
    doubling, adding = "; ".join(["x = x * 2"] * 5), "; ".join(["x = x + 1"] * 4)
    found = next(
        piece
        for piece in demo_concurrency_vs_parallelism(doubling, adding, "x = 1")
        if isinstance(piece, Table)
    )
    counts = [int(str(row[1])) for row in found.rows]
    assert len(counts) == 12
    assert counts == sorted(counts, reverse=True)


def test_where_nothing_goes_wrong_there_is_no_example() -> None:
    found = demo_concurrency_vs_parallelism("x = x + 1", "x = x - 1")
    assert sum(isinstance(piece, Timeline) for piece in found) == 4


def test_a_core_has_nothing_to_do_where_one_job_alone_may_run() -> None:
    spans = simulate({"A": 3, "B": 1}, 2, in_turn=False)
    assert [(span.lane, span.start, span.label) for span in spans] == [
        ("core 1", 0, "A"),
        ("core 2", 0, "A"),
        ("core 1", 1, "A"),
        ("core 1", 2, "B"),
    ]


def test_in_turn_a_long_job_is_alone_at_the_end() -> None:
    spans = simulate({"A": 3, "B": 1}, 1, in_turn=True)
    assert [span.label for span in spans] == ["A", "B", "A", "A"]


@pytest.mark.usefixtures("quiet")
@pytest.mark.parametrize(
    ("left", "right", "rows"),
    [
        (
            "t = x; await io; t = t + 1; x = t",
            "t = x; await io; t = t + 1; x = t",
            ["18 of 20", "4 of 6", "0 of 2"],
        ),
        ("t = x; await io; x = t + 1", "t = x; x = t + 1", ["4 of 6", "1 of 3", "0 of 2"]),
        ("t = x; x = t + 1", "t = x; x = t + 1", ["4 of 6", "0 of 2", "0 of 2"]),
        ("await io; x = x + 1; await sleep(1)", "x = x + 1", ["0 of 2", "0 of 4", "0 of 2"]),
    ],
)
def test_coroutines_go_wrong_at_their_awaits_alone(left: str, right: str, rows: list[str]) -> None:
    found = list(demo_concurrency_vs_async(left, right))
    assert [row[1] for piece in found if isinstance(piece, Table) for row in piece.rows] == rows
    assert verdicts(iter(found)) == [True] * 3


def test_nothing_is_wrong_with_what_overlaps() -> None:
    found = list(demo_concurrency_vs_async())
    assert verdicts(iter(found))[:5] == [True] * 5
    assert False not in verdicts(iter(found))
    assert measured(iter(found))[3:5] == [[2, 2, 2], "1 at a time"]


WRONG = {
    "x +": 'is no program; write "t = x; x = t + 1"',
    "": "has no step",
    "x += 1": "does not say how many steps it is",
    "x = y": "'y' is read before it has a value",
    "x = x / 2": "is no assignment of arithmetic",
    "x = x * 10 ** 3": "is no assignment of arithmetic",
    SEVEN + "; x = 1": "8 and 7 steps have 6,435 schedules, more than 5,000",
    "x = 1000000; x = x * x; x = x * x": "goes beyond 1,000,000,000,000",
}


@pytest.mark.parametrize("demo", DEMOS)
@pytest.mark.parametrize("left", WRONG)
def test_what_is_no_program_is_said_in_a_sentence(demo: Callable[..., Demo], left: str) -> None:
    with pytest.raises(BadInput) as caught:
        next(demo(left, SEVEN, "x = 0"))
    assert str(caught.value).startswith("--left")
    assert WRONG[left] in str(caught.value)
    assert "\n" not in str(caught.value)


def test_the_other_inputs_too_are_said_in_a_sentence() -> None:
    with pytest.raises(BadInput, match=r'--start: .* is no program; write "x = 0"'):
        next(demo_concurrency_vs_parallelism(start="x ="))
    with pytest.raises(BadInput, match=r"--start: 'y' is read before"):
        next(demo_concurrency_vs_parallelism(start="x = y"))
    with pytest.raises(BadInput, match=r"--right: an await is for demo concurrency_vs_async"):
        next(demo_concurrency_vs_parallelism(right="t = x; await io; x = t"))
    with pytest.raises(BadInput, match=r"--pieces: 1 is not between 2 and 8"):
        next(demo_concurrency_vs_parallelism(pieces=1))
    with pytest.raises(BadInput, match=r"--pieces: 9 is not between 2 and 8"):
        next(demo_concurrency_vs_parallelism(pieces=9))


def test_awaits_are_limited_as_steps_are() -> None:
    many = "; ".join(["await io"] * 7) + "; x = 1"
    with pytest.raises(BadInput, match=r"8 and 8 steps have 12,870 schedules"):
        next(demo_concurrency_vs_async(many, many))


def test_a_routine_that_fails_leaves_no_coroutine_open() -> None:
    def fail(*_: dict[str, int]) -> None:
        raise KeyError

    with pytest.raises(KeyError):
        models.driven([[], [fail]], [[], [fail]], start={"x": 0})
    gc.collect()  # an open one that was never begun would warn, which is an error here


def test_nothing_survives_wherever_the_reader_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[Any] = []
    really = subprocess.Popen

    def watched(*arguments: Any, **named: Any) -> Any:
        children.append(really(*arguments, **named))
        return children[-1]

    monkeypatch.setattr(subprocess, "Popen", watched)
    for most in (1, 5, 100):
        demo = demo_concurrency_vs_async()
        for _ in zip(range(most), demo, strict=False):
            assert threading.active_count() == 1
            assert all(child.returncode is not None for child in children)
    assert children
    assert all(child.stdin.closed and child.stdout.closed for child in children)


def test_a_child_is_ended_if_the_other_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    children: list[Any] = []
    really = subprocess.Popen

    def scarce(*arguments: Any, **named: Any) -> Any:
        if children:
            raise KeyboardInterrupt
        children.append(really(*arguments, **named))
        return children[-1]

    monkeypatch.setattr(subprocess, "Popen", scarce)
    with pytest.raises(KeyboardInterrupt):
        models._in_processes()  # noqa: SLF001
    assert children[0].returncode == -9


def test_a_thread_is_ended_if_the_other_cannot_start(monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[threading.Thread] = []
    really = threading.Thread.start

    def scarce(thread: threading.Thread) -> None:
        if started:
            raise RuntimeError("can't start new thread")
        started.append(thread)
        really(thread)

    monkeypatch.setattr(threading.Thread, "start", scarce)
    with pytest.raises(RuntimeError, match="can't start"):
        models._in_threads()  # noqa: SLF001
    assert threading.active_count() == 1


def workers(*idle: float) -> list[Worker]:
    """Two workers that computed at the same time, with so much idle time each."""
    return [(0.0, [Slice(1, 2, 1 - each)]) for each in idle]


def overlap(
    monkeypatch: pytest.MonkeyPatch, threads: Sequence[float], processes: Sequence[float]
) -> list[Claim]:
    """The claims if that was seen of them."""
    monkeypatch.setattr(models, "_in_threads", lambda: workers(*threads))
    monkeypatch.setattr(models, "_in_processes", lambda: workers(*processes))
    return [piece for piece in models._overlap() if isinstance(piece, Claim)]  # noqa: SLF001


def test_what_a_busy_machine_does_not_show_is_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    *_, threads, processes = overlap(monkeypatch, (0.5, 0.5), (0.5, 0.5))
    assert (threads.holds, processes.holds) == (True, None)
    assert processes.measured == "no second core was free here"


def test_a_machine_that_was_busy_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = [workers(0.5, 0.5), workers(0.5, 0.5), workers(0, 0)]
    monkeypatch.setattr(models, "_in_processes", lambda: seen.pop(0))
    *_, processes = [piece for piece in models._overlap() if isinstance(piece, Claim)]  # noqa: SLF001
    assert processes.holds
    assert seen == []


def test_threads_that_execute_together_make_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_is_gil_enabled", lambda: True, raising=False)
    *_, threads, processes = overlap(monkeypatch, (0, 0), (0, 0))
    assert (threads.holds, processes.holds) == (False, True)


def test_without_a_gil_threads_give_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "_is_gil_enabled", lambda: False, raising=False)
    *_, threads, _ = overlap(monkeypatch, (0, 0), (0, 0))
    assert (threads.holds, threads.measured) == (None, "this Python runs without the GIL")


def test_clocks_that_are_too_coarse_give_no_verdict(monkeypatch: pytest.MonkeyPatch) -> None:
    *_, threads, _ = overlap(monkeypatch, (-9, 1), (0, 0))
    assert (threads.holds, threads.measured) == (
        None,
        "the clocks of this machine are too coarse to tell",
    )


@pytest.mark.usefixtures("quiet")
def test_a_wrong_routine_that_awaits_after_every_step_makes_a_claim_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    really = models.driven

    def everywhere(*programs: Any, start: Any) -> Counter[Any]:
        steps = [[[step] for block in blocks for step in block] for blocks in programs]
        return really(*steps, start=start)

    monkeypatch.setattr(models, "driven", everywhere)
    assert verdicts(demo_concurrency_vs_async())[:2] == [False, False]


@pytest.mark.usefixtures("quiet")
def test_a_wrong_atomic_that_forgets_the_last_step_makes_a_claim_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    really = models.atomic
    monkeypatch.setattr(models, "atomic", lambda program: really(program[:-1]))
    assert verdicts(demo_concurrency_vs_parallelism())[2] is False


def test_a_wrong_simulation_without_turns_makes_a_claim_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        models, "simulate", lambda jobs, cores, **_: simulate(jobs, cores, in_turn=False)
    )
    assert verdicts(demo_concurrency_vs_parallelism())[3:] == [False, True, True]
