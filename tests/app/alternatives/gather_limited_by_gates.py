"""Each waits at a gate of its own, a future that is opened when it is its turn."""

import asyncio
from collections.abc import Awaitable
from contextlib import suppress
from typing import Any


class Gates:
    def __init__(self, limit: int) -> None:
        self.free = len(range(limit))
        self.closed: list[asyncio.Future[None]] = []
        self.broken: BaseException | None = None

    async def enter(self) -> None:
        if self.free:
            self.free -= 1
            return
        gate = asyncio.get_running_loop().create_future()
        self.closed.append(gate)
        await gate

    def leave(self) -> None:
        while self.closed:
            gate = self.closed.pop(0)
            if not gate.done():
                gate.set_result(None)
                return
        self.free += 1


async def gather_limited(limit: int, *awaitables: Awaitable[Any]) -> list[Any]:
    untouched = list(awaitables)
    try:
        if not range(limit):
            raise ValueError("there has to be a gate")
        gates = Gates(limit)

        async def hold(each: Awaitable[Any]) -> Any:
            taken = not asyncio.isfuture(each)
            if taken:
                await gates.enter()
            try:
                if gates.broken:
                    await asyncio.get_running_loop().create_future()  # until it is cancelled
                untouched.remove(each)
                return await each
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                gates.broken = gates.broken or error
                raise
            finally:
                if taken:
                    gates.leave()

        with suppress(BaseExceptionGroup):
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(hold(each)) for each in awaitables]
        if gates.broken:
            raise gates.broken
        return [task.result() for task in tasks]
    finally:
        for left in filter(asyncio.iscoroutine, untouched):
            left.close()
