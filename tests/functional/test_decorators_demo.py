"""Q3: what the demo shows of a reader's own function, and what is inside of ours."""

import builtins
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pyinterview.functional import decorators, memoize, timed
from pyinterview.functional.decorators import demo_decorators
from pyinterview.lab.evidence import BadInput, Claim, Table

MINE = '''
import functools
calls = 0

def power(base, exponent=2, *, modulus=None):
    """Return a power, by halving."""
    if exponent == 0:
        return 1
    half = power(base, exponent // 2, modulus=modulus)
    result = half * half * (base if exponent % 2 else 1)
    print("noise")
    return result if modulus is None else result % modulus

def total(items):
    return items[0] + total(items[1:]) if items else 0

def nothing():
    pass

def counter():
    global calls
    calls += 1
    return calls

def ever_less(n):
    global calls
    calls += 1
    return 0 if n <= 0 else ever_less(n - calls)

def picky(n):
    raise ValueError("not today")

def leave():
    raise SystemExit(3)

def deep(n):
    return n and 1 + deep(n - 1)

async def later():
    pass

class Odd:
    def __init__(self, value=1):
        self.value = value
    def __eq__(self, other):
        raise TypeError("no comparing")
    __hash__ = None

anonymous = lambda *args, **kwargs: len(args)
number = 7
half_an_int = functools.partial(int)
'''


@pytest.fixture(autouse=True)
def mine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A reader's module in the working directory."""
    (tmp_path / "mine.py").write_text(MINE, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    yield
    sys.modules.pop("mine", None)


def verdicts(function: str = "", argument: str = "10") -> list[bool | None]:
    """Return whether each claim holds."""
    return [claim.holds for claim in claims(function, argument)]


def claims(function: str = "", argument: str = "10") -> list[Claim]:
    """Return the claims."""
    return [piece for piece in demo_decorators(function, argument) if isinstance(piece, Claim)]


@pytest.mark.parametrize(
    ("function", "argument"),
    [
        ("", "20"),
        ("", "n=10"),
        ("mine:power", "3, 20"),
        ("mine:power", "3, exponent=20, modulus=7"),
        ("mine:nothing", ""),
        ("mine:anonymous", "1, (2, 3), 'x', a=None"),
        ("math:factorial", "20"),
        ("builtins:max", "(3, 1, 2)"),
        ("decimal:Decimal", "'1.5'"),
        ("builtins:str.upper", "'x'"),
        ("functools:lru_cache", "128"),
    ],
)
def test_every_claim_holds_for_a_readers_function(function: str, argument: str) -> None:
    expected: list[bool | None] = [True] * 5
    if function == "functools:lru_cache":
        expected[2] = None  # what it returns is new every time
    assert verdicts(function, argument) == expected


def test_the_calls_saved_are_counted() -> None:
    table = [piece for piece in demo_decorators() if isinstance(piece, Table)][2]
    assert table.rows == [
        ("plain", 2_692_537, 0, 2_692_537),
        ("memoize", 59, 28, 31),
        ("lru_cache", 59, 28, 31),
    ]


@pytest.mark.parametrize(
    ("function", "argument", "reason"),
    [
        ("mine:total", "[1, 2]", "cannot be cached here: TypeError"),
        ("mine:counter", "", "differ, so it must not be cached"),
        ("mine:ever_less", "9", "differ, so it must not be cached"),
        ("mine:Odd", "", "cannot be cached here: TypeError"),
    ],
)
def test_what_must_not_be_cached_is_no_failure(function: str, argument: str, reason: str) -> None:
    claim = claims(function, argument)[2]
    assert claim.holds is None
    assert reason in str(claim.measured)


def test_a_recursion_too_deep_for_wrappers_is_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    def overflow(*_: object) -> None:
        raise RecursionError

    def shallow(function: Any = None, **_: object) -> Any:
        return memoize(function) if function else lambda _: overflow

    monkeypatch.setattr(decorators, "memoize", shallow)
    claim = claims()[2]
    assert claim.holds is None
    assert "too deep" in str(claim.measured)


def test_the_readers_name_stands_for_its_own_function_again(
    capsys: pytest.CaptureFixture[str],
) -> None:
    list(demo_decorators("mine:power", "3, 20"))
    power = sys.modules["mine"].power
    assert power.__globals__["power"] is power
    assert not hasattr(power, "__wrapped__")
    assert capsys.readouterr().out == ""
    assert threading.active_count() == 1
    assert str(Path.cwd()) not in sys.path


@pytest.mark.parametrize(
    ("function", "argument", "sentence"),
    [
        ("mine", "1", r"--function: 'mine' is not of the form module:function"),
        ("missing:f", "1", r"--function: cannot import 'missing': ModuleNotFoundError"),
        ("mine:f", "1", r"--function: 'mine' has no 'f'"),
        ("mine:number", "1", r"--function: 'mine:number' is not a function"),
        ("mine:half_an_int", "1", r"--function: 'mine:half_an_int' is not a function"),
        ("mine:later", "", r"--function: 'mine:later' is async or a generator"),
        ("mine:picky", "1", r"--function: 'picky\(1\)' raised ValueError: not today"),
        ("mine:leave", "", r"--function: 'leave\(\)' raised SystemExit: 3"),
        ("mine:deep", "10000", r"--function: 'deep\(10000\)' raised RecursionError"),
        ("", "1, 2", r"--argument: 'fib\(1, 2\)' does not fit: too many positional"),
        ("", "", r"--argument: 'fib\(\)' does not fit: missing a required"),
        ("", "m=1", r"--argument: 'fib\(m=1\)' does not fit"),
        ("", "x", r"--argument: 'x' is no list of literals"),
        ("", "1)(2", r"--argument: .* is no list of literals"),
        ("", "1) + f(2", r"--argument: .* is no list of literals"),
        ("", "*[1]", r"--argument: .* is no list of literals"),
        ("", "**{}", r"--argument: .* is no list of literals"),
        ("", "1,,", r"--argument: .* is no list of literals"),
        ("", "print()", r"--argument: .* is no list of literals"),
        ("", "(" * 500, r"--argument: .* is no list of literals"),
        ("", "{[]: 1}", r"--argument: .* is no list of literals"),
        ("", "\0", r"--argument: .* is no list of literals"),
        ("", r"'\d', 2", r"--argument: .* does not fit"),
        ("", "33", r"--argument: '33' is not a whole number from 0 to 32"),
        ("", "-1", r"--argument: '-1' is not a whole number from 0 to 32"),
        ("", "True", r"--argument: 'True' is not a whole number from 0 to 32"),
        ("", "'x'", r"--argument: \"'x'\" is not a whole number from 0 to 32"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(
    function: str, argument: str, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence) as error:
        next(demo_decorators(function, argument))
    assert "\n" not in str(error.value)


def test_a_comment_behind_the_arguments_does_no_harm() -> None:
    assert verdicts(argument="5  # five") == [True] * 5


class Greedy:
    """A key whose comparison needs the cache it is a key of."""

    memoized: Callable[[object], object]

    def __init__(self) -> None:
        self.busy = False

    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        if not self.busy:
            self.busy = True
            Greedy.memoized(7)
        return True


def test_a_key_may_call_the_memoized_function_while_it_is_looked_up() -> None:
    Greedy.memoized = memoize(lambda key: key)
    thread = threading.Thread(
        target=lambda: [Greedy.memoized(Greedy()), Greedy.memoized(Greedy())], daemon=True
    )
    thread.start()
    thread.join(5)
    assert not thread.is_alive()


class Slow(int):
    """A key that lets other threads go on when it is hashed."""

    def __hash__(self) -> int:
        for _ in range(3):
            pass
        return int(self)


class Spent(float):
    """A time that lets other threads go on when it is added."""

    def __sub__(self, _: float) -> "Spent":
        return self

    def __radd__(self, other: float) -> float:
        for _ in range(30):
            pass
        return other + float(self)


def in_turns(work: Callable[[], object]) -> None:
    """Run *work* in eight threads that the interpreter changes as often as it can."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    errors = []
    arrived = threading.Barrier(8)

    def run() -> None:
        arrived.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 -- it must reach the test
            errors.append(error)

    threads = [threading.Thread(target=run) for _ in range(8)]
    try:
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(before)
    assert errors == []


def test_threads_lose_no_time() -> None:
    work = timed(lambda: None, clock=lambda: Spent(1))
    in_turns(lambda: [work() for _ in range(1_000)])
    assert (work.calls, work.seconds) == (8_000, 8_000)


def test_threads_lose_no_count_and_break_no_order() -> None:
    identity = memoize(maxsize=2)(lambda key: key)

    def work() -> None:
        for n in range(1_000):
            assert identity(Slow(n % 3)) == n % 3

    in_turns(work)
    info = identity.cache_info()
    assert info.hits + info.misses == 8_000
    assert info.currsize == 2


def test_a_call_hashes_its_arguments_twice() -> None:
    hashes = []

    class Key:
        def __hash__(self) -> int:
            hashes.append(self)
            return 1

    identity = memoize(lambda key: key)
    key = Key()
    identity(key)
    assert len(hashes) == 2  # a miss looks and stores; lru_cache needs one hash for both
    identity(key)
    assert len(hashes) == 4  # a hit looks and makes it young


def test_ours_takes_nothing_from_the_standard_librarys_cache(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decorators, "lru_cache", None)
    assert memoize(builtins.len)("abc") == 3


def test_a_wrong_order_or_a_wrong_once_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decorators, "once", lambda function: function)
    assert verdicts()[3] is False
    monkeypatch.setattr(decorators, "retry", lambda **_: lambda function: function)
    assert verdicts()[4] is False
    monkeypatch.setattr(decorators, "wraps", lambda _: lambda wrapper: wrapper)
    assert verdicts()[1] is False


def test_a_retry_that_swallows_the_error_makes_a_claim_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(decorators, "retry", lambda **_: lambda _: lambda: None)
    assert decorators._patience().holds is False  # noqa: SLF001
