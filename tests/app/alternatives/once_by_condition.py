"""A state, and a condition on which the others wait: new, running, done."""

import threading
from collections.abc import Callable
from functools import wraps
from inspect import CO_ASYNC_GENERATOR, CO_COROUTINE, CO_GENERATOR
from typing import Any


def once(function: Callable[..., Any]) -> Callable[..., Any]:
    code = getattr(function, "__code__", None)
    if code and code.co_flags & (CO_COROUTINE | CO_GENERATOR | CO_ASYNC_GENERATOR):
        raise TypeError(f"{function} does not run when it is called")
    changed = threading.Condition()
    state: dict[str, Any] = {"is": "new"}

    @wraps(function)
    def call(*args: Any, **named: Any) -> Any:
        me = threading.current_thread()
        with changed:
            if state.get("runner") is me:
                raise RuntimeError("it waits for itself")
            changed.wait_for(lambda: state["is"] != "running")
            if state["is"] == "done":
                return state["result"]
            state.update({"is": "running", "runner": me})
        try:
            result = function(*args, **named)
        except BaseException:
            after: dict[str, Any] = {"is": "new", "runner": None}
            raise
        else:
            after = {"is": "done", "runner": None, "result": result}
            return result
        finally:
            with changed:
                state.update(after)
                changed.notify_all()

    return call
