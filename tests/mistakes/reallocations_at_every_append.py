"""It takes every append for a copy of the list, which would make building one quadratic."""


def reallocations(appends):
    if appends < 0:
        raise ValueError(f"appends must not be negative, not {appends}")
    return appends, sum(range(appends))
