"""A trace function in place of a profiler: frames are followed from call to return."""

import sys
from collections.abc import Callable
from typing import Any


def stack_depth(function: Callable[..., object], *arguments: Any) -> int:
    code = getattr(function, "__code__", None)
    depths = [0]

    def trace(frame: Any, event: str, _: object) -> Any:
        if frame.f_code is not code:
            return None
        if event == "call":
            depths.append(depths[-1] + 1)
        elif event == "return":
            depths.append(depths[-1] - 1)
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function(*arguments)
    finally:
        sys.settrace(before)
    return max(depths)
