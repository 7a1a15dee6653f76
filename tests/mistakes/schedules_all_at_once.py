"""A list is the same when it is printed, but it has to be made whole before the first can be run."""


def merged(pools):
    if not any(pools):
        return [()]
    return [
        (pool[0], *rest)
        for place, pool in enumerate(pools)
        if pool
        for rest in merged([*pools[:place], pool[1:], *pools[place + 1 :]])
    ]


def schedules(*programs):
    return iter(merged([tuple(program) for program in programs]))
