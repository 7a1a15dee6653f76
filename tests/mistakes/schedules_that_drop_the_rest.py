"""The recursion ends as soon as one program is done and forgets the steps that the others have left."""


def schedules(*programs):
    pools = [tuple(program) for program in programs]
    if not all(pools):
        yield ()
        return
    for place, (step, *others) in enumerate(pools):
        for rest in schedules(*pools[:place], others, *pools[place + 1 :]):
            yield (step, *rest)
