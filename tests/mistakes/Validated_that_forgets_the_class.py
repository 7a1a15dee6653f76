"""__get__ is written for instances only; read on the class, as help and dataclass do, instance is None and the attribute is an error."""


class Validated:
    def __init__(self, *checks):
        self.checks = checks

    def __set_name__(self, owner, name):
        self.name = "_" + name

    def __get__(self, instance, owner=None):
        return getattr(instance, self.name)

    def __set__(self, instance, value):
        validate(self.name[1:], self.checks, value)
        setattr(instance, self.name, value)

    def __delete__(self, instance):
        delattr(instance, self.name)


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
