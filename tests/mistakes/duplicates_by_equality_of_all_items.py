""""Does it occur among the others?" is the question word for word, and it compares every pair from both sides."""


def duplicates_by_equality(items):
    items, seen, repeated = list(items), [], []
    for index, item in enumerate(items):
        if item in items[:index] + items[index + 1 :]:
            if item in seen and item not in repeated:
                repeated.append(item)
            seen.append(item)
    return repeated
