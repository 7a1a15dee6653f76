"""A group is closed when the next item differs, and behind the last group there is no next item."""


def duplicates_by_sorting(items):
    repeated, group = [], []
    for item in sorted(items):
        if group and group[-1] < item:
            if len(group) > 1:
                repeated.append(group[0])
            group = []
        group.append(item)
    return repeated
