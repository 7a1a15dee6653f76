"""At every call the stack is walked down, and the frames that run the function are counted."""

import sys
from collections.abc import Callable
from typing import Any


def stack_depth(function: Callable[..., object], *arguments: Any) -> int:
    code = getattr(function, "__code__", None)
    deepest = 0

    def on_event(frame: Any, event: str, _: object) -> None:
        nonlocal deepest
        if event != "call" or frame.f_code is not code:
            return
        open_now = 0
        while frame is not None:
            open_now += frame.f_code is code
            frame = frame.f_back
        deepest = max(deepest, open_now)

    profiler = sys.getprofile()
    sys.setprofile(on_event)
    try:
        function(*arguments)
    finally:
        sys.setprofile(profiler)
    return deepest
