"""The HOWTO writes into the instance's __dict__ under the attribute's own name, which is fast and simple until a class declares __slots__ and there is no __dict__."""


class Validated:
    def __init__(self, *checks):
        self.checks = checks

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        try:
            return instance.__dict__[self.name]
        except KeyError:
            raise AttributeError(self.name) from None

    def __set__(self, instance, value):
        validate(self.name, self.checks, value)
        instance.__dict__[self.name] = value

    def __delete__(self, instance):
        try:
            del instance.__dict__[self.name]
        except KeyError:
            raise AttributeError(self.name) from None


def validate(name, checks, value):
    for check in checks:
        if isinstance(check, type):
            if not isinstance(value, check):
                raise TypeError(f"{name} must be {check.__name__}, not {value!r}")
            continue
        try:
            passed = check(value)
        except (TypeError, ValueError) as error:
            raise type(error)(f"{name} cannot be {value!r}: {error}") from error
        if not passed:
            raise ValueError(f"{name} cannot be {value!r}")
