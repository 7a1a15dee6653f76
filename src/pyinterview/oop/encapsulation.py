"""Encapsulation: state, and the only operations that may change it.

Q23. What is encapsulation?

## In one breath

Encapsulation keeps state together with the only operations that may change it, so that no caller
can break what must always hold: that a balance is the sum of its entries. Python asks more than
it forbids: `_name` is a convention, `__name` is renamed so that subclasses do not collide. Start
with a plain attribute; when it needs a rule, a property or a descriptor guards it, and no caller
has to change.

## Pitfalls

- *`__x` is private.* It is renamed to `_Class__x`, and `vars` shows it. It keeps a subclass from
  overwriting it by accident; it keeps no secret.
- *Write a getter and a setter for every field.* That is a public attribute in more words. Where
  nothing is to be checked leave it one; it can become a property later.
- *Hide the list behind a property.* Returning `self._history` hands out the list itself, and
  one `append` breaks the balance. Return a tuple.
- *`frozen=True` makes it safe.* It stops assignment only: a list in a field can still be changed,
  and `object.__setattr__` gets past it.

## Asked next

- *Is encapsulation data hiding?* Hiding is the means. The end is an invariant that holds between
  any two calls, and one place to look when it does not.
- *And threads?* "Enough there? Then take it" is two steps, and another thread fits between them.
  The lock belongs inside, around both; encapsulation is what gives it one place.
- *How would you make it truly private?* Not inside one Python process: introspection reaches
  closures too. Put a process or a database with its own permissions in between.
- *Why can nobody shadow a property?* Lookup asks a data descriptor of the class first, then the
  instance's `__dict__`, then other class attributes, then `__getattr__`.

## Sources

- https://docs.python.org/3/tutorial/classes.html#private-variables
- https://docs.python.org/3/howto/descriptor.html
- https://docs.python.org/3/reference/expressions.html#private-name-mangling
- Parnas, On the Criteria To Be Used in Decomposing Systems into Modules, CACM 15 (12), 1972
"""

import copy
import random
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import product
from reprlib import repr as cropped
from threading import Lock
from types import CodeType
from typing import Any, NoReturn

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table, brief

__all__ = ["Account", "Validated"]


class Account:
    """Money that only `deposit` and `withdraw` change: *balance* is the sum of *history*.

    An amount is a whole number of cents. Anything but an int (a float, a bool, text) is a
    ``TypeError``, zero or less a ``ValueError``, and more than there is an
    ``Account.InsufficientFunds``, which is a ``ValueError`` too; what is refused changes nothing.
    Threads may share an account: each call is one step. Reading twice is two.

    >>> account = Account()
    >>> account.deposit(50)
    >>> account.withdraw(30)
    >>> account.balance, account.history
    (20, (50, -30))
    >>> try:
    ...     account.withdraw(30)
    ... except Account.InsufficientFunds:
    ...     account.balance
    20
    """

    class InsufficientFunds(ValueError):
        """There is less in the account than was to be withdrawn."""

    def __init__(self) -> None:
        self._balance = 0
        self._history: list[int] = []
        self._lock = Lock()

    @property
    def balance(self) -> int:
        """The cents there are, never below zero. Time O(1). It cannot be assigned."""
        return self._balance

    @property
    def history(self) -> tuple[int, ...]:
        """Every change, oldest first, withdrawals below zero. Time O(n): it is a copy."""
        with self._lock:  # else it could be ahead of the balance
            return tuple(self._history)

    def deposit(self, amount: int) -> None:
        """Add *amount* cents. Time O(1)."""
        self._change(_checked(amount))

    def withdraw(self, amount: int) -> None:
        """Take *amount* cents away, or raise `Account.InsufficientFunds`. Time O(1)."""
        self._change(-_checked(amount))

    def _change(self, cents: int) -> None:
        with self._lock:  # to ask and to act is one step, or two threads spend the same money
            if self._balance + cents < 0:
                raise self.InsufficientFunds(f"{-cents} is more than the balance, {self._balance}")
            self._history.append(cents)
            self._balance += cents

    def __reduce__(self) -> NoReturn:
        """Refuse to be copied or pickled: a copy would share the list, and break the balance."""
        raise TypeError("an account cannot be copied: it is where the money is")


def _checked(amount: int) -> int:
    if type(amount) is not int:
        raise TypeError(f"an amount is an int, in cents, not {amount!r}")
    if amount <= 0:
        raise ValueError(f"an amount is above zero, not {amount}")
    return amount


class Validated:
    """An attribute that takes only what passes every check, in ``__init__`` as anywhere else.

    A check is a class, whose instance the value must be (else ``TypeError``), or a function of
    the value: a false result is a ``ValueError``, a ``TypeError`` or ``ValueError`` that it
    raises is raised again. The error names the attribute and the value; the old value stays.
    The value of ``cents`` lies in the instance as ``_cents``: a class with ``__slots__`` lists
    that. Read on the class, the attribute is this object itself; unset or deleted, it is an
    ``AttributeError``. Time: one call of each check to assign, O(1) to read.

    >>> class Payment:
    ...     cents = Validated(int, lambda cents: cents > 0)
    >>> payment = Payment()
    >>> payment.cents = 50
    >>> try:
    ...     payment.cents = -1
    ... except ValueError:
    ...     payment.cents
    50
    >>> Payment.cents is vars(Payment)["cents"]
    True
    """

    _name: str

    def __init__(self, *checks: Callable[[Any], object]) -> None:
        self._checks = checks

    def __set_name__(self, owner: type, name: str) -> None:
        """Learn the attribute's name; ``TypeError`` for a second name, which would share it."""
        if getattr(self, "_name", name) != name:
            raise TypeError(f"one Validated cannot be both {self._name!r} and {name!r}")
        self._name = name

    def __get__(self, instance: object, owner: type | None = None) -> Any:
        """Return the value, or this descriptor when it is read on the class."""
        if instance is None:
            return self
        try:
            return getattr(instance, "_" + self._name)
        except AttributeError:
            raise self._unset(instance) from None

    def __set__(self, instance: object, value: Any) -> None:
        """Store *value* if it passes every check."""
        for check in self._checks:
            self._ask(check, value)
        setattr(instance, "_" + self._name, value)

    def __delete__(self, instance: object) -> None:
        """Forget the value."""
        try:
            delattr(instance, "_" + self._name)
        except AttributeError:
            raise self._unset(instance) from None

    def _ask(self, check: Callable[[Any], object], value: Any) -> None:
        word = getattr(check, "__name__", "")
        if isinstance(check, type):
            if not isinstance(value, check):
                raise TypeError(f"{self._name} must be of type {word}, not {value!r}")
            return
        try:
            passed = check(value)
        except (TypeError, ValueError) as error:
            kind = TypeError if isinstance(error, TypeError) else ValueError
            raise kind(f"{self._name} cannot be {value!r}: {error}") from error
        if not passed:
            word = word if word.isidentifier() else "valid"  # a lambda has no name to tell
            raise ValueError(f"{self._name} must be {word}, not {value!r}")

    def _unset(self, instance: object) -> AttributeError:
        return AttributeError(
            f"{type(instance).__name__!r} object has no attribute {self._name!r}",
            name=self._name,
            obj=instance,
        )


def mangled(cls: str, name: str) -> str:
    """Return what the compiler makes of the identifier *name* inside ``class cls``.

    >>> mangled("Account", "__pin"), mangled("__Odd", "__pin"), mangled("Account", "__init__")
    ('_Account__pin', '_Odd__pin', '__init__')
    """
    bare = cls.lstrip("_")
    if not name.startswith("__") or name.endswith("__") or not bare:
        return name
    return f"_{bare}{name}"


def _compiled(cls: str, name: str) -> str:
    """The name that the compiler stores for ``self.name`` in a method of ``class cls``."""
    code = compile(f"class {cls}:\n    def f(self): return self.{name}", "<class>", "exec")
    for _ in range(2):  # the module holds the class, and the class its method
        code = next(inner for inner in code.co_consts if isinstance(inner, CodeType))
    return code.co_names[0]


class _PublicAccount:
    """What most people write first: anybody may assign."""

    def __init__(self) -> None:
        self.balance = 0
        self.history: list[int] = []

    def deposit(self, amount: int) -> None:
        self.balance += _checked(amount)
        self.history.append(amount)

    def withdraw(self, amount: int) -> None:
        if _checked(amount) > self.balance:
            raise ValueError(amount)
        self.balance -= amount
        self.history.append(-amount)


class _LeakyAccount(Account):
    """A read-only property that hands out the list itself."""

    @property
    def history(self) -> Any:
        return self._history


Step = tuple[str, int]

# What a program that was handed an account may try, in the words it would write.
STEPS: dict[str, Callable[[Any, int], object]] = {
    "account.deposit({})": lambda account, amount: account.deposit(amount),
    "account.withdraw({})": lambda account, amount: account.withdraw(amount),
    "account.balance = {}": lambda account, amount: setattr(account, "balance", amount),
    "account.history.append({})": lambda account, amount: account.history.append(amount),
    "copy.copy(account).deposit({})": lambda account, amount: copy.copy(account).deposit(amount),
}


def _try(account: Any, step: Step) -> bool:
    """Take a step; tell whether the account let it happen."""
    text, amount = step
    try:
        STEPS[text](account, amount)
    except (AttributeError, TypeError, ValueError):
        return False
    return True


def _is_broken_by(steps: Sequence[Step], make: Callable[[], Any]) -> bool:
    """Tell whether the balance stops being the sum, falls below zero, or changes on a refusal."""
    account = make()
    for step in steps:
        before = account.balance, tuple(account.history)
        done = _try(account, step)
        after = account.balance, tuple(account.history)
        if after[0] != sum(after[1]) or after[0] < 0 or not (done or before == after):
            return True
    return False


def _shortest_that_breaks(make: Callable[[], Any], longest: int = 3) -> Sequence[Step] | None:
    """Try every sequence of small steps, the short ones first."""
    small = [(text, amount) for text in STEPS for amount in (1, 2, 0, -1)]
    for length in range(1, longest + 1):
        for steps in product(small, repeat=length):
            if _is_broken_by(steps, make):
                return steps
    return None


def _random_sequences(count: int) -> Iterator[list[Step]]:
    rng = random.Random(23)
    words = list(STEPS)
    for _ in range(count):
        yield [(rng.choice(words), rng.randint(-5, 50)) for _ in range(rng.randint(1, 10))]


def demo_encapsulation(operations: Sequence[int] = (50, -30, -30)) -> Demo:
    """Deposit (+50) and withdraw (-30) cents, then let 1,000 programs try to break the balance."""
    for at, amount in enumerate(operations, start=1):
        if type(amount) is not int or not 0 < abs(amount) < 10**15:
            raise BadInput(
                f"--operations: number {at}, {cropped(amount)}, is no signed amount: write +50 to"
                " deposit 50 cents, -30 to withdraw 30, and stay below 10**15"
            )
    account, rows = Account(), []
    balance, entries = 0, []  # the same by plain arithmetic
    for amount in operations:
        word = "deposit" if amount > 0 else "withdraw"
        done = _try(account, (f"account.{word}({{}})", abs(amount)))
        rows.append((f"{word} {abs(amount):,}", "done" if done else "refused", account.balance))
        if balance + amount >= 0:
            balance += amount
            entries.append(amount)
    cut = f"20 of {len(rows):,} operations" if rows[20:] else "Your operations"
    yield Table(cut, ("cents", "what came of it", "balance"), rows[:20])
    yield Claim(
        "the balance is the sum of what was not refused",
        measured=f"{account.balance:,} = sum of {brief(account.history)}",
        expected=f"{balance:,} = sum of {brief(entries)}",
        holds=(account.balance, tuple(account.history)) == (balance, tuple(entries)),
    )
    makers = {"Account": Account, "public": _PublicAccount, "leaky": _LeakyAccount}
    programs = list(_random_sequences(1_000))
    broken = {name: sum(_is_broken_by(p, make) for p in programs) for name, make in makers.items()}
    shortest = {name: _in_words(_shortest_that_breaks(make)) for name, make in makers.items()}
    yield Table(
        "1,000 random programs, and all of up to 3 small steps: who breaks the balance?",
        ("class", "broken by", "shortest program that does"),
        [(name, f"{broken[name]:,} of 1,000", shortest[name]) for name in makers],
    )
    yield Claim(
        "no program breaks Account; a public attribute or a leaked list is broken",
        measured=broken | {"shortest for Account": shortest["Account"]},
        expected="0 and none for Account, more for the others",
        holds=(broken["Account"], shortest["Account"]) == (0, "none")
        and min(broken["public"], broken["leaky"]) > 0,
    )
    yield from _lookups()
    yield _validation()


def _in_words(steps: Sequence[Step] | None) -> str:
    return "; ".join(text.format(amount) for text, amount in steps) if steps else "none"


def _lookups() -> Iterator[Claim]:
    class Vault:
        def __init__(self) -> None:
            self.__pin = 1234

    class Report:
        @cached_property
        def total(self) -> int:
            return 20

    vault, report, account = Vault(), Report(), Account()
    cases = [("Vault", "__pin"), ("__Odd", "__pin"), ("Vault", "__pin__"), ("_", "__pin")]
    ours = [mangled(*case) for case in cases]
    compilers = [_compiled(*case) for case in cases]
    stored = list(vars(vault))
    setattr(vault, "__pin", 0)  # as vault.__pin = 0 does outside of the class
    yield Claim(
        "__pin is renamed, not hidden: vars shows it, and assigning it outside makes a second one",
        measured=f"{ours}; vars: {stored}, then {list(vars(vault))}",
        expected=f"{compilers}; vars: {compilers[:1]}, then {[*compilers[:1], '__pin']}",
        holds=ours == compilers
        and stored == compilers[:1]
        and list(vars(vault)) == [*compilers[:1], "__pin"],
    )
    account.deposit(report.total)
    for holder, name in ((account, "balance"), (report, "total")):
        vars(holder)[name] = 500
    found = {"property": account.balance, "cached_property": report.total}
    yield Claim(
        "500 in the instance's __dict__ loses to a property and beats a cached_property",
        measured=found,
        expected={"property": 20, "cached_property": 500},
        holds=found == {"property": 20, "cached_property": 500},
    )


def _validation() -> Claim:
    def positive(cents: int) -> bool:
        return cents > 0

    class Payment:
        cents = Validated(int, positive)

        def __init__(self, cents: Any) -> None:
            self.cents = cents

    payment, other = Payment(50), Payment(70)
    acts: dict[str, Callable[[], object]] = {
        "payment.cents = 30": lambda: setattr(payment, "cents", 30),
        "payment.cents = -5": lambda: setattr(payment, "cents", -5),
        "Payment('30')": lambda: Payment("30"),
    }
    found: dict[str, object] = {}
    for text, act in acts.items():
        try:
            act()
            found[text] = "taken"
        except (TypeError, ValueError) as error:
            found[text] = type(error).__name__
    found["kept by both payments"] = [payment.cents, other.cents]
    expected = dict(zip(found, ("taken", "ValueError", "TypeError", [30, 70]), strict=True))
    return Claim(
        "one Validated guards the attribute of every payment, also in __init__",
        measured=found,
        expected=expected,
        holds=found == expected,
    )
