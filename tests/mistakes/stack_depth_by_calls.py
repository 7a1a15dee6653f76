"""A counter that goes up at each call is easily forgotten to go down at each return: log n open frames become n calls."""

import sys


def stack_depth(function, *arguments):
    calls = 0

    def on_event(frame, event, _):
        nonlocal calls
        calls += event == "call" and frame.f_code is getattr(function, "__code__", None)

    sys.setprofile(on_event)
    try:
        function(*arguments)
    finally:
        sys.setprofile(None)
    return calls
