"""How many processors work at once in threads, processes and subinterpreters.

That number is the seconds of computing in a second. Load makes it smaller, never larger, so two
processors at work are proved when they are seen; one alone may be the fault of the machine.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from threading import Thread
from time import perf_counter, process_time
from typing import Any, NamedTuple

ROUNDS = 3  # at most, until a busy machine shows what a quiet one shows at once


class Run(NamedTuple):
    """What several workers needed together."""

    seconds: float
    computing: float

    @property
    def processors(self) -> float:
        """How many processors worked at once, on average."""
        return self.computing / self.seconds


CHILD = """
import sys, time
print(flush=True)
sys.stdin.readline()
before = time.process_time()
{burn}
print(time.process_time() - before, flush=True)
"""


def in_threads(works: Sequence[Callable[[], object]]) -> Run:
    """Run each in a thread of its own."""
    threads = [Thread(target=work, daemon=True) for work in works]
    began, used = perf_counter(), process_time()
    try:
        for thread in threads:
            thread.start()
    finally:
        for thread in threads:
            with suppress(RuntimeError):  # it was not started
                thread.join()
    return Run(perf_counter() - began, process_time() - used)


def in_processes(burn: str, workers: int) -> Run:
    """Run the text in that many processes; starting them is not counted."""
    import subprocess  # noqa: PLC0415 -- slow to import, and only the demo needs it
    from contextlib import ExitStack  # noqa: PLC0415 -- needed here alone

    command = [sys.executable, "-I", "-S", "-c", CHILD.format(burn=burn)]
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with ExitStack() as stack:
        children: list[tuple[Any, Any]] = []
        for _ in range(workers):
            child = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=nothing, text=True)  # noqa: S603 -- this interpreter runs a program of ours
            stack.enter_context(child)  # waits for it
            stack.callback(child.kill)
            children.append((child.stdin, child.stdout))
        for _, answers in children:
            answers.readline()
        began = perf_counter()
        for questions, _ in children:
            questions.write("go\n")
            questions.flush()
        used = sum(float(answers.readline()) for _, answers in children)
        return Run(perf_counter() - began, used)


def subinterpreters() -> Any:
    """Return the module that makes them, None where Python does not offer them."""
    import importlib  # noqa: PLC0415 -- needed here alone

    for name in ("_interpreters", "_xxsubinterpreters"):  # from 3.13; up to 3.12
        try:
            return importlib.import_module(name)
        except ImportError:
            continue
    return None


def in_interpreters(module: Any, burn: str, workers: int) -> Run:
    """Run the text in that many subinterpreters; making them is not counted."""
    run = getattr(module, "exec", None) or module.run_string
    made: list[Any] = []
    try:
        for _ in range(workers):
            made.append(module.create())  # noqa: PERF401 -- what was made is destroyed in any case
        return in_threads([partial(run, each, burn) for each in made])
    finally:
        for each in made:
            module.destroy(each)


def best(work: Callable[[], Run], enough: float, rounds: int = ROUNDS) -> Run:
    """Return the run with the most processors at work, of a few rounds if they are too few."""
    runs: list[Run] = []
    while len(runs) < rounds and not (runs and runs[-1].processors >= enough):
        runs.append(work())
    return max(runs, key=lambda run: run.processors)
