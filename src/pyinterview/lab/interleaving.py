"""Let a second thread in at a chosen place of what a first one runs: a race without chance.

Running two threads often and hoping for a bad moment proves little. Here every place is tried:
for ``place`` in 0, 1, 2, ... until `meet` says that there are no more.
"""

import sys
from _thread import get_ident
from collections.abc import Callable
from itertools import count
from threading import Thread
from types import CodeType, FrameType
from typing import Any, Literal, TypeAlias

from pyinterview.lab import tracing

Places: TypeAlias = Literal["instructions", "calls"]
PATIENCE = 0.02  # seconds
OWN = {__file__, tracing.__file__}  # whose instructions are no places


def meet(
    act: Callable[[], object],
    rival: Callable[[], object],
    place: int,
    places: Places = "instructions",
    patience: float | None = PATIENCE,
) -> bool:
    """Run *act* in a thread; at its place so many let *rival* run until it ends, or waits.

    A place is the time before a bytecode instruction, or the begin of a call of a Python function;
    those of the standard library's own functions do not count. A rival that has not ended after
    *patience* seconds is taken to wait, for a lock of *act* for instance; None waits on. False if
    *act* has fewer places: *rival* did not run. Raises what one of the two raised.

    >>> seen = []
    >>> meet(lambda: seen.append("act"), lambda: seen.append("rival"), 0, patience=None), seen
    (True, ['rival', 'act'])
    """
    raised: list[BaseException] = []
    visited = count()

    def guarded(run: Callable[[], object]) -> None:
        try:
            run()
        except BaseException as error:  # noqa: BLE001 -- it is raised again in the caller's thread
            raised.append(error)

    other = Thread(target=guarded, args=(rival,), daemon=True)

    def visit() -> None:  # pragma: no cover -- a tracer is invisible to the one that measures
        if next(visited) == place:
            other.start()
            other.join(patience)

    watch = called if places == "calls" else stepped
    first = Thread(target=guarded, args=(lambda: watch(act, visit),), daemon=True)
    first.start()
    first.join()
    met = other.ident is not None
    if met:
        other.join()
    if raised:
        raise raised[0]
    return met


def foreign(module: object) -> bool:  # pragma: no cover -- the same
    """Tell whether the standard library's module of that name is meant."""
    return str(module).partition(".")[0] in sys.stdlib_module_names


def called(run: Callable[[], object], visit: Callable[[], None]) -> None:
    """Run, and *visit* whenever a Python function begins."""

    def look(frame: FrameType, event: str, _: Any) -> None:  # pragma: no cover -- the same
        if event == "call" and not foreign(frame.f_globals.get("__name__")):
            visit()

    tracing.under_trace(run, look)


if sys.version_info >= (3, 12):  # pragma: no cover -- each version runs one branch

    def stepped(run: Callable[[], object], visit: Callable[[], None]) -> None:
        """Run, and *visit* before every instruction of this thread."""
        thread = get_ident()

        def look(code: CodeType, _: int) -> Any:
            if get_ident() != thread:
                return None
            frame = sys._getframe(1)  # noqa: SLF001 -- a code object does not name its module
            if code.co_filename in OWN or foreign(frame.f_globals.get("__name__")):
                return None
            return visit()

        tracing.under_monitoring(run, look)

else:  # pragma: no cover -- each version runs one branch

    def stepped(run: Callable[[], object], visit: Callable[[], None]) -> None:
        """Run, and *visit* before every instruction of this thread."""

        def look(frame: FrameType, event: str, _: Any) -> Any:
            if event == "call":
                if foreign(frame.f_globals.get("__name__")):
                    return None
                frame.f_trace_opcodes = True
                frame.f_trace_lines = False
            elif event == "opcode":
                visit()
            return look

        tracing.under_trace(run, look)
