"""The value is stored and then checked, so the error is raised, and whoever catches it goes on with an object that holds what was refused."""


class Validated:
    def __init__(self, *checks):
        self.checks = checks

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return getattr(instance, "_" + self.name)

    def __set__(self, instance, value):
        setattr(instance, "_" + self.name, value)
        validate(self.name, self.checks, value)

    def __delete__(self, instance):
        delattr(instance, "_" + self.name)


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
