"""A WeakKeyDictionary keeps the values apart and lets go of dead instances, but it looks instances up by equality: equal ones share a value, and those without a hash have none."""

from weakref import WeakKeyDictionary


class Validated:
    def __init__(self, *checks):
        self.checks = checks
        self.values = WeakKeyDictionary()

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        try:
            return self.values[instance]
        except KeyError:
            raise AttributeError(self.name) from None

    def __set__(self, instance, value):
        validate(self.name, self.checks, value)
        self.values[instance] = value

    def __delete__(self, instance):
        try:
            del self.values[instance]
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
