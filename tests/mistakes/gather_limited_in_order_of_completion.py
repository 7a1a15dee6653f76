"""The results are collected as they come in, so the fastest stands first and nobody knows whose result is whose."""

import asyncio


async def gather_limited(limit, *awaitables):
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    semaphore = asyncio.Semaphore(limit)
    results = []

    async def attempt(awaitable):
        async with semaphore:
            results.append(await awaitable)

    async with asyncio.TaskGroup() as group:
        for awaitable in awaitables:
            group.create_task(attempt(awaitable))
    return results
