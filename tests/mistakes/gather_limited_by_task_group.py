"""A task group cancels and waits as it should, but what comes out is an ExceptionGroup that no except clause for the error itself catches, and one more begins in the place of the one that failed."""

import asyncio
import operator


async def gather_limited(limit, *awaitables):
    try:
        if operator.index(limit) < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        semaphore = asyncio.Semaphore(limit)

        async def attempt(awaitable):
            async with semaphore:
                return await awaitable

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(attempt(each)) for each in awaitables]
        return [task.result() for task in tasks]
    finally:
        for each in awaitables:
            if asyncio.iscoroutine(each):
                each.close()
