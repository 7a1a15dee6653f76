"""Whoever spawns a task seems to want it started, so it runs at once; its parent has not got the task yet, and goes on only when the child waits."""

import heapq
import itertools
import time
from collections import deque
from collections.abc import Coroutine


class Task:
    def __init__(self, coroutine):
        if not isinstance(coroutine, Coroutine):
            raise TypeError(f"not a coroutine: {coroutine!r}")
        self.coroutine = coroutine
        self.joiners = []
        self.done = self.joined = False
        self.value = self.error = None


class Loop:
    def __init__(self, clock):
        self.now = clock.now if clock else time.monotonic
        self.pause = clock.sleep if clock else time.sleep
        self.ready, self.timers, self.tasks = deque(), [], []
        self.numbers = itertools.count()

    def start(self, coroutine):
        task = Task(coroutine)
        self.tasks.append(task)
        self.ready.append((task, None, None))
        return task

    def loop(self, main):
        while not main.done:
            if not self.ready:
                if not self.timers:
                    raise RuntimeError("deadlock")
                self.pause(max(0, self.timers[0][0] - self.now()))
            now = self.now()
            while self.timers and self.timers[0][0] <= now:
                self.ready.append((heapq.heappop(self.timers)[-1], None, None))
            for _ in range(len(self.ready)):
                self.step(*self.ready.popleft())

    def step(self, task, value, error):
        while True:
            try:
                request = task.coroutine.throw(error) if error else task.coroutine.send(value)
            except StopIteration as stop:
                return self.finish(task, stop.value, None)
            except Exception as failure:
                return self.finish(task, None, failure)
            value = error = None
            kind, what = request if isinstance(request, tuple) else (None, request)
            if kind == "sleep":
                if what <= 0:
                    self.ready.append((task, None, None))
                else:
                    heapq.heappush(self.timers, (self.now() + what, next(self.numbers), task))
                return
            if kind == "spawn" and isinstance(what, Coroutine):
                value = self.start(what)
                self.ready.pop()
                self.step(value, None, None)
            elif kind == "join" and isinstance(what, Task):
                what.joined = True
                if not what.done:
                    what.joiners.append(task)
                    return
                value, error = what.value, what.error
            else:
                error = TypeError(f"no such request: {request!r}")

    def finish(self, task, value, error):
        task.done, task.value, task.error = True, value, error
        self.ready.extend((joiner, value, error) for joiner in task.joiners)


def run(main, *, clock=None):
    loop = Loop(clock)
    try:
        first = loop.start(main)
        loop.loop(first)
    finally:
        for task in loop.tasks:
            task.coroutine.close()
    for task in loop.tasks:
        if task.error and not task.joined:
            raise task.error
    return first.value
