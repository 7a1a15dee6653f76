"""Collecting the repeated items in a set as well makes each come once, in whatever order the hashes give."""


def find_duplicates(items):
    seen = set()
    return list({item for item in items if item in seen or seen.add(item)})
