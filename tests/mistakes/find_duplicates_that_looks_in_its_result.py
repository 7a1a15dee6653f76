"""``seen`` is a set and fast, but keeping each duplicate once by ``not in repeated`` scans a list for every repetition."""


def find_duplicates(items):
    seen, repeated = set(), []
    for item in items:
        if item in seen:
            if item not in repeated:
                repeated.append(item)
        else:
            seen.add(item)
    return repeated
