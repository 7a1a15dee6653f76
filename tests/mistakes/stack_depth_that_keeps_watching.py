"""Without ``finally`` an exception leaves the profiler switched on for the rest of the program."""

import sys


def stack_depth(function, *arguments):
    code = getattr(function, "__code__", None)
    depth = deepest = 0

    def on_event(frame, event, _):
        nonlocal depth, deepest
        if frame.f_code is code and event in ("call", "return"):
            depth += 1 if event == "call" else -1
            deepest = max(deepest, depth)

    sys.setprofile(on_event)
    function(*arguments)
    sys.setprofile(None)
    return deepest
