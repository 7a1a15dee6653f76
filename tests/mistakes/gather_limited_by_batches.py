"""Batches of limit are gathered one after the other, which never exceeds it, but the slowest of each batch keeps the places of those that are done empty."""

import asyncio


async def gather_limited(limit, *awaitables):
    if limit < 1:
        raise ValueError(f"limit must be at least 1, not {limit}")
    results = []
    for start in range(0, len(awaitables), limit):
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(each) for each in awaitables[start : start + limit]]
        results += [task.result() for task in tasks]
    return results
