"""Counting calls instead of open frames turns log n levels into n."""

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
