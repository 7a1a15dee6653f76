"""Single-exit style forbids a ``return`` inside the loop, so it reports the last match and always reads to the end."""


def linear_search(items, target):
    found = None
    for index, item in enumerate(items):
        if item == target:
            found = index
    return found
