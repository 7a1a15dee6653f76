"""A set drops what looks double, but equal steps of two programs are two steps: schedules are lost."""


def interleaved(left, right):
    if not left or not right:
        return {left + right}
    return {(left[0], *rest) for rest in interleaved(left[1:], right)} | {
        (right[0], *rest) for rest in interleaved(left, right[1:])
    }


def schedules(*programs):
    found = {()}
    for program in map(tuple, programs):
        found = {merged for schedule in found for merged in interleaved(schedule, program)}
    yield from found
