"""In a signature ``*args`` comes before the keyword-only parameters; in ``co_varnames`` behind them."""

def bind(function, /, *args, **kwargs):
    if not hasattr(function, "__code__"):
        raise TypeError(f"{function!r} is no function")
    code = function.__code__
    positional = code.co_varnames[: code.co_argcount]
    rest = list(code.co_varnames[code.co_argcount :])
    star = rest.pop(0) if code.co_flags & 4 else None
    keyword_only = tuple(rest[: code.co_kwonlyargcount])
    stars = rest[code.co_kwonlyargcount] if code.co_flags & 8 else None
    if len(args) > len(positional) and not star:
        raise TypeError("too many arguments")
    bound = dict(zip(positional, args))
    by_name = positional[code.co_posonlyargcount :] + keyword_only
    more = {}
    for name, value in kwargs.items():
        if name in by_name and name in bound:
            raise TypeError(f"two values for {name}")
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
