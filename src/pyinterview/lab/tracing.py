"""Count the bytecode instructions that Python functions execute.

It sees every loop written in Python and none of the work done inside C, so it complements the
counts of comparisons, hashes and moved elements. Absolute counts differ between versions of
Python; how they grow does not.
"""

import sys
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any


class BudgetExceeded(BaseException):
    """More instructions ran than were allowed; no ``except Exception`` holds this back."""


class Meter:
    """Counts instructions and stops the work when there are more than *budget*."""

    def __init__(self, budget: int | None) -> None:
        self.budget = sys.maxsize if budget is None else budget
        self.count = 0

    def tick(self) -> None:
        """Count one instruction; `BudgetExceeded` when that is one too many."""
        self.count += 1
        if self.count > self.budget:
            raise BudgetExceeded(f"more than {self.budget:,} instructions")


def executed(
    function: Callable[..., object],
    *arguments: Any,
    filename: str | None = None,
    budget: int | None = None,
) -> int:
    """Return how many instructions of *filename*, or of all files, ran in the call.

    Raises `BudgetExceeded` as soon as there are more than *budget*.
    """
    meter = Meter(budget)
    if sys.version_info >= (3, 12):  # pragma: no cover -- each version runs one branch
        monitored(lambda: function(*arguments), filename, meter)
    else:  # pragma: no cover -- each version runs one branch
        traced(lambda: function(*arguments), filename, meter)
    if meter.count > meter.budget:  # and the work has caught even that
        meter.tick()
    return meter.count


def traced(
    run: Callable[[], object], filename: str | None, meter: Meter
) -> None:  # pragma: no cover -- 3.11; a tracer is invisible to the tracer that measures coverage
    """Run under `sys.settrace` with an event for every instruction."""

    def on_event(frame: FrameType, event: str, _: Any) -> Any:
        if event == "call":
            file = frame.f_code.co_filename
            if file == __file__ or (filename and file != filename):
                return None
            frame.f_trace_opcodes = True
            frame.f_trace_lines = False
        elif event == "opcode":
            meter.tick()
        return on_event

    under_trace(run, on_event)


def under_trace(run: Callable[[], object], look: Callable[..., Any]) -> None:
    """Run under `sys.settrace`, and put back what was there before."""
    before = sys.gettrace()
    sys.settrace(look)
    try:
        run()
    finally:
        sys.settrace(before)


if sys.version_info >= (3, 12):  # pragma: no cover -- each version runs one branch

    def monitored(run: Callable[[], object], filename: str | None, meter: Meter) -> None:
        """Run under `sys.monitoring`, which is faster and leaves other tracers alone."""

        def on_instruction(code: CodeType, _: int) -> Any:
            file = code.co_filename
            if file == __file__ or (filename and file != filename):
                return sys.monitoring.DISABLE
            meter.tick()
            return None

        under_monitoring(run, on_instruction)

    def under_monitoring(run: Callable[[], object], look: Callable[[CodeType, int], Any]) -> None:
        """Run, and have *look* called before every instruction of every thread."""
        events = sys.monitoring
        tool = next(free for free in (4, 5, 3) if events.get_tool(free) is None)
        events.use_tool_id(tool, "pyinterview")
        events.register_callback(tool, events.events.INSTRUCTION, look)
        events.set_events(tool, events.events.INSTRUCTION)
        try:
            run()
        finally:
            events.set_events(tool, events.events.NO_EVENTS)
            events.register_callback(tool, events.events.INSTRUCTION, None)
            events.free_tool_id(tool)
            events.restart_events()
