"""In a descriptor self looks like the object that has the attribute, but it is one for the whole class, so the last value assigned is everybody's."""


class Validated:
    def __init__(self, *checks):
        self.checks = checks

    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        return self.value

    def __set__(self, instance, value):
        validate(self.name, self.checks, value)
        self.value = value

    def __delete__(self, instance):
        del self.value


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
