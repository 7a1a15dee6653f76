"""Workers of three kinds: all of them end, and what is missing is left out."""

import sys
import threading

import pytest

from pyinterview.lab import processors
from pyinterview.lab.processors import (
    Run,
    best,
    in_interpreters,
    in_processes,
    in_threads,
    subinterpreters,
)

TWO, ONE = Run(0.1, 0.19), Run(0.2, 0.2)


def test_the_best_of_a_few_rounds_is_taken() -> None:
    runs = iter([ONE, TWO, ONE])
    assert best(lambda: next(runs), 1.5) is TWO
    assert next(runs) is ONE  # and not asked for
    runs = iter([Run(1, 1.2), ONE, ONE])
    assert best(lambda: next(runs), 1.5).processors == 1.2
    assert best(lambda: ONE, 1.5, 1) is ONE


def test_children_are_ended_when_one_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processors, "CHILD", "import sys; print(flush=True); sys.stdin.readline()")
    with pytest.raises(ValueError, match="could not convert"):
        in_processes("", 2)


def test_a_thread_that_cannot_start_leaves_none_running(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refuse)
    with pytest.raises(RuntimeError):
        in_threads([list])


def test_every_worker_computes() -> None:
    burn = "for _ in range(100_000): pass"
    ran = [in_threads([lambda: sum(range(100_000))] * 2), in_processes(burn, 2)]
    if module := subinterpreters():
        ran.append(in_interpreters(module, burn, 2))
    assert all(run.computing > 0 < run.processors for run in ran)
    assert threading.active_count() == 1


def test_without_subinterpreters_there_is_no_module(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "_interpreters", None)
    monkeypatch.setitem(sys.modules, "_xxsubinterpreters", None)
    assert subinterpreters() is None
