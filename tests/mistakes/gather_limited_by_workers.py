"""A few workers that take one after the other from a shared iterator are cheap, but a worker awaits all of them in its own task, so a context variable that one sets is seen by the next."""

import asyncio
import operator


async def gather_limited(limit, *awaitables):
    waiting = dict(enumerate(awaitables))
    results = [None] * len(awaitables)
    errors = []

    async def work():
        while waiting and not errors:
            place = next(iter(waiting))
            try:
                results[place] = await waiting.pop(place)
            except asyncio.CancelledError:
                raise
            except BaseException as error:
                errors.append(error)
                raise

    try:
        if operator.index(limit) < 1:
            raise ValueError(f"limit must be at least 1, not {limit}")
        try:
            async with asyncio.TaskGroup() as group:
                for _ in range(min(limit, len(awaitables))):
                    group.create_task(work())
        except BaseExceptionGroup:
            pass
        if errors:
            raise errors[0]
        return results
    finally:
        for each in waiting.values():
            if asyncio.iscoroutine(each):
                each.close()
