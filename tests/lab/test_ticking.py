"""How long others were kept out, told from ticks, and a thread that always ends."""

import threading
from time import perf_counter, sleep

import pytest

from pyinterview.lab import ticking
from pyinterview.lab.ticking import Beat, clearest, heartbeat

QUIET = Beat(seconds=0.05, computing=0.0, ticks=80, silence=0.0006)
SILENT = Beat(seconds=0.05, computing=0.05, ticks=0, silence=0.05)
LOOP = Beat(seconds=0.05, computing=0.05, ticks=8, silence=0.0056)
OPEN = Beat(seconds=0.05, computing=0.05, ticks=80, silence=0.0006)


@pytest.mark.parametrize(
    ("beat", "length", "lets_go"),
    [
        (QUIET, 0.05, True),
        (SILENT, 0.05, False),
        (LOOP, 0.05, True),
        (Beat(0.2, 0.05, 9, 0.05), 0.05, False),  # the processor was taken away meanwhile
        (Beat(0.05, 0.001, 0, 0.05), 0.05, False),  # it waits, and keeps all others waiting
    ],
)
def test_silence_is_compared_with_the_computing_or_the_waiting(
    beat: Beat, length: float, *, lets_go: bool
) -> None:
    assert (beat.length, beat.lets_go) == (length, lets_go)
    assert beat.verdict == ("yes" if lets_go else "no")


def test_the_clearest_of_a_few_rounds_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = iter([SILENT, Beat(0.05, 0.05, 9, 0.03), LOOP, OPEN])
    monkeypatch.setattr(ticking, "heartbeat", lambda _: next(heard))
    assert clearest(list) is LOOP
    assert next(heard) is OPEN  # and not asked for
    heard = iter([SILENT, Beat(0.05, 0.05, 9, 0.03), SILENT])
    assert clearest(list).silence == 0.03


def test_what_the_work_leaves_is_freed_behind_the_stopwatch() -> None:
    class Late:
        def __del__(self) -> None:
            freed.append(perf_counter())

    freed: list[float] = []
    began = perf_counter()
    beat = heartbeat(Late)
    assert freed[0] >= began + beat.seconds


def test_a_heartbeat_ends_when_the_work_fails() -> None:
    def fail() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        heartbeat(fail)
    assert threading.active_count() == 1


def test_a_thread_that_cannot_start_leaves_none_running(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with pytest.raises(RuntimeError):
        heartbeat(list)


def test_who_waits_lets_others_tick() -> None:
    beat = heartbeat(lambda: sleep(0.05))
    assert beat.ticks > 0
    assert beat.seconds >= 0.05
    assert beat.computing < beat.seconds
