"""No task group and no semaphore: each that ends rings a bell, and then the next one begins."""

import asyncio
from collections.abc import Awaitable, Coroutine
from typing import Any


class Gathering:
    def __init__(self, limit: int, awaitables: tuple[Awaitable[Any], ...]) -> None:
        self.limit = limit
        self.given = awaitables
        self.futures: dict[int, asyncio.Future[Any]] = {}
        self.under_way = 0
        self.errors: list[BaseException] = []
        self.bell = asyncio.Event()
        self.ahead = [n for n, each in enumerate(awaitables) if not asyncio.isfuture(each)]
        self.ahead.reverse()

    def begin(self, place: int, *, takes: int) -> None:
        def over(future: asyncio.Future[Any]) -> None:
            self.under_way -= takes
            if not future.cancelled() and (error := future.exception()):
                self.errors.append(error)
            self.bell.set()

        self.under_way += takes
        self.futures[place] = asyncio.ensure_future(self.given[place])
        self.futures[place].add_done_callback(over)

    def fill(self) -> None:
        while self.ahead and self.under_way < self.limit and not self.errors:
            self.begin(self.ahead.pop(), takes=1)

    async def all_over(self) -> None:
        while not all(future.done() for future in self.futures.values()):
            self.bell.clear()
            await self.bell.wait()
            self.fill()
            if self.errors:
                return

    async def nobody_left(self) -> None:
        for future in self.futures.values():
            future.cancel()
        again = None
        while not all(future.done() for future in self.futures.values()):
            try:
                await asyncio.wait(self.futures.values())
            except asyncio.CancelledError as error:
                again = error
        if again:
            raise again

    async def run(self) -> list[Any]:
        for place, each in enumerate(self.given):
            if asyncio.isfuture(each):
                self.begin(place, takes=0)
        try:
            self.fill()
            await self.all_over()
        finally:
            await self.nobody_left()
        if self.errors:
            raise self.errors[0]
        return [self.futures[place].result() for place in range(len(self.given))]


async def gather_limited(limit: int, *awaitables: Awaitable[Any]) -> list[Any]:
    gathering = Gathering(limit, awaitables)
    try:
        if not range(limit):
            raise ValueError("there has to be a place")
        return await gathering.run()
    finally:
        for place in gathering.ahead:
            each = awaitables[place]
            if isinstance(each, Coroutine):
                each.close()
