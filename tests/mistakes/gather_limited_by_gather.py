"""A semaphore and gather are what every tutorial shows, but gather raises the first exception and leaves the others running, and those that wait for their turn still begin."""

import asyncio
import operator


async def gather_limited(limit, *awaitables):
    if operator.index(limit) < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    semaphore = asyncio.Semaphore(limit)

    async def attempt(awaitable):
        async with semaphore:
            return await awaitable

    return await asyncio.gather(*map(attempt, awaitables))
