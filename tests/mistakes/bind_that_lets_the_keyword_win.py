"""Filling a dictionary, the later value wins, and a parameter that got two values is not noticed."""

def bind(function, /, *args, **kwargs):
    if not hasattr(function, "__code__"):
        raise TypeError(f"{function!r} is no function")
    code = function.__code__
    positional = code.co_varnames[: code.co_argcount]
    keyword_only = code.co_varnames[code.co_argcount :][: code.co_kwonlyargcount]
    rest = list(code.co_varnames[len(positional + keyword_only) :])
    star = rest.pop(0) if code.co_flags & 4 else None
    stars = rest.pop(0) if code.co_flags & 8 else None
    if len(args) > len(positional) and not star:
        raise TypeError("too many arguments")
    bound = dict(zip(positional, args))
    by_name = positional[code.co_posonlyargcount :] + keyword_only
    more = {}
    for name, value in kwargs.items():
        if name in by_name:
            bound[name] = value
        elif stars:
            more[name] = value
        else:
            raise TypeError(f"unexpected {name}")
    defaults = dict(zip(positional[::-1], (function.__defaults__ or ())[::-1]))
    defaults.update(function.__kwdefaults__ or {})
    bound = {**defaults, **bound}
    if not set(positional + keyword_only) <= set(bound):
        raise TypeError("missing arguments")
    result = {name: bound[name] for name in positional}
    if star:
        result[star] = args[len(positional) :]
    result.update((name, bound[name]) for name in keyword_only)
    if stars:
        result[stars] = more
    return result
