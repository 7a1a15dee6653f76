"""A while loop that counts down, and raises when nothing is left."""

import inspect
import time
from collections.abc import Callable, Iterable
from functools import update_wrapper
from itertools import islice
from typing import Any


def retry(
    *,
    attempts: int,
    on: Any = (Exception,),
    delays: Iterable[float] | None = None,
    sleep: Any = time.sleep,
) -> Any:
    if attempts <= 0:
        raise ValueError(attempts)
    pauses = tuple(islice(delays or (), attempts - 1))

    class Patient:
        def __init__(self, function: Callable[..., Any]) -> None:
            self.function = function

        def call(self, args: Any, named: Any) -> Any:
            done = 0
            while True:
                try:
                    return self.function(*args, **named)
                except on:
                    done += 1
                    if done == attempts:
                        raise
                    if done <= len(pauses):
                        sleep(pauses[done - 1])

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        tests = ("iscoroutinefunction", "isgeneratorfunction", "isasyncgenfunction")
        if any(getattr(inspect, test)(function) for test in tests):
            raise TypeError("not for me")
        patient = Patient(function)
        return update_wrapper(lambda *args, **named: patient.call(args, named), function)

    return decorate
