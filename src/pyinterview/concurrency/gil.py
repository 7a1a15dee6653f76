"""The GIL.

Q6. What is the Global Interpreter Lock (GIL)?

## In one breath

A lock in the standard CPython: only the thread that holds it runs Python bytecode in that
interpreter. It keeps reference counting cheap and C extensions simple. Waiting for input, and many
C functions, let go of it, so threads help a program that waits. They do not speed up pure Python:
for that take processes, subinterpreters or a free-threaded build. Nor does it make your code
thread-safe: shared state still needs a lock.

## Pitfalls

- *Python has no real threads.* They are threads of the operating system; one at a time runs
  bytecode, while others wait, read, hash or compress.
- *`x += 1` is atomic thanks to the GIL.* It reads, adds and writes: three steps. It only happens
  to survive, because CPython switches at calls and at the end of a loop's round alone; with a
  property or a call in between, updates are lost.
- *A thread gives way every 5 ms.* Only in bytecode, and only if another waits. One sort or one
  multiplication in C that does not let go keeps every thread out until it is done.
- *Processes get rid of the GIL.* Each has one of its own, and what they exchange is pickled or put
  into shared memory.

## Asked next

- *When does CPython switch?* Who waits for the GIL asks for it after `sys.getswitchinterval()`,
  5 ms; the holder looks at that request at calls and at backward jumps.
- *How do I make a counter safe?* One lock around reading, adding and writing, and the result is
  read inside it too.
- *Which C code lets go?* What blocks (files, sockets, `time.sleep`), `zlib`, and `hashlib` for
  more than 2,047 bytes. `sorted`, `json`, `re` and big integers do not.
- *What are subinterpreters?* Interpreters in one process, each with its own GIL since 3.12 (PEP
  684, by C API); `concurrent.interpreters` from 3.14 (PEP 734).
- *And without a GIL?* PEP 703: a separate build, experimental in 3.13, supported since 3.14 (PEP
  779); `sys._is_gil_enabled()` tells. It keeps lists and dictionaries whole, not your `x += 1`.

## Sources

- https://docs.python.org/3/glossary.html#term-global-interpreter-lock
- https://github.com/python/cpython/blob/main/Python/ceval_gil.c
- https://docs.python.org/3/library/sys.html#sys.setswitchinterval
- https://docs.python.org/3/library/hashlib.html (a note says from how many bytes it lets go)
- PEPs 684, 703, 734, 779
"""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import count
from threading import Lock
from time import sleep
from typing import Protocol

from pyinterview.lab.evidence import BadInput, Claim, Demo, Span, Table, Timeline, cropped
from pyinterview.lab.interleaving import PATIENCE, Places, meet
from pyinterview.lab.naming import told
from pyinterview.lab.processors import (
    ROUNDS,
    Run,
    best,
    in_interpreters,
    in_processes,
    in_threads,
    subinterpreters,
)
from pyinterview.lab.ticking import Beat, clearest, heartbeat

__all__ = ["SafeCounter"]


class SafeCounter:
    """A counter that many threads may increment at once: no update is lost.

    Starts at 0. No thread sees an increment half done.

    >>> counter = SafeCounter()
    >>> counter.increment(), counter.increment(5), counter.value
    (1, 6, 6)
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._value = 0

    def increment(self, amount: int = 1) -> int:
        """Add *amount*, which may be negative, and return the value that this very call made.

        Time O(1). ``TypeError`` if *amount* is no number; the counter is then as it was.

        >>> SafeCounter().increment(-2)
        -2
        """
        with self._lock:
            self._value += amount
            return self._value  # behind the lock it might be the value of a later call

    @property
    def value(self) -> int:
        """The sum of all amounts so far.

        >>> SafeCounter().value
        0
        """
        return self._value  # one read: it needs no lock


class BareCounter:
    """A counter as one writes it who trusts the GIL."""

    def __init__(self) -> None:
        self.value = 0

    def increment(self, amount: int = 1) -> int:
        """Add *amount*."""
        self.value += amount
        return self.value


class PropertyCounter:
    """The same behind a property, so that reading and writing are calls."""

    def __init__(self) -> None:
        self._value = 0

    @property
    def value(self) -> int:
        """The sum, as far as nothing was lost."""
        return self._value

    @value.setter
    def value(self, value: int) -> None:
        self._value = value

    def increment(self, amount: int = 1) -> int:
        """Add *amount*."""
        self.value += amount
        return self.value


class Counter(Protocol):
    """What all of them can do."""

    @property
    def value(self) -> int:
        """The sum."""

    def increment(self, amount: int = 1) -> int:
        """Add *amount*."""


def meetings(
    make: Callable[[], Counter], places: Places, patience: float | None = None
) -> list[bool]:
    """Return for every place of an increment whether an update is lost when a rival comes there.

    A rival that may have to wait for a lock takes *patience*, in seconds.

    >>> meetings(BareCounter, "calls"), any(meetings(BareCounter, "instructions"))
    ([False], True)
    """
    lost: list[bool] = []
    for place in count():
        counter = make()
        if not meet(counter.increment, counter.increment, place, places, patience):
            return lost
        lost.append(counter.value != 2)
    raise AssertionError("unreachable: places end")  # pragma: no cover -- for mypy


def textbook(threads: int = 4, rounds: int = 25_000) -> int:
    """Return how many updates get lost when threads do `total += 1` in a loop, switching often."""
    total = 0

    def add() -> None:
        nonlocal total
        for _ in range(rounds):
            total += 1

    with switching_every(1e-6):
        in_threads([add] * threads)
    return threads * rounds - total


@contextmanager
def switching_every(seconds: float) -> Iterator[None]:
    """Change the switch interval for a block."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(seconds)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


OWN_GILS = sys.version_info >= (3, 12)  # subinterpreters have them (PEP 684)
ENOUGH = 1.5  # processors at work: what one cannot do
# The same text runs in threads, in processes and in subinterpreters.
BURN = """
value = 1
for _ in range({rounds}):
    value = (value * 1103515245 + 12345) % 2147483648
"""
BUSY = "the machine is too busy to tell"
NO_GIL = "there is no GIL here"


def _has_gil() -> bool:
    enabled: Callable[[], bool] = getattr(sys, "_is_gil_enabled", lambda: True)  # new in 3.13
    return sys.implementation.name == "cpython" and enabled()


def demo_gil(expression: str = "json.dumps([0] * 500_000)", workers: int = 2) -> Demo:
    """See which work keeps other threads out, what runs in parallel, and how an update is lost.

    --expression is a Python expression of yours, which is evaluated repeatedly beside a thread that
    ticks; modules of the standard library are there by their names, as in
    "zlib.compress(bytes(10**7))". --workers is the number of threads, of processes and so on.
    """
    most = 16
    if not 2 <= workers <= most:
        raise BadInput(f"--workers: give a number from 2 to {most}, not {cropped(str(workers))}")
    evaluate = _evaluator(expression)
    yield from _heartbeats(expression, evaluate)
    yield from _parallel(workers)
    yield from _races()
    yield _textbook()


def _evaluator(expression: str) -> Callable[[], object]:
    """Compile the reader's expression, and try it once."""
    import ast  # noqa: PLC0415 -- needed here alone
    import importlib  # noqa: PLC0415 -- the same
    import warnings  # noqa: PLC0415 -- the same

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `x is 1` is the reader's own affair
            tree = ast.parse(expression.strip(), "--expression", "eval")
            code = compile(tree, "--expression", "eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else told(error)
        raise BadInput(
            f"--expression: {expression!r:.60} is no Python expression ({reason:.80})"
        ) from None
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names: dict[str, object] = {}

    def evaluate() -> None:
        try:
            with switching_every(sys.getswitchinterval()):  # which it may change
                eval(code, names)  # noqa: S307 -- the demo says that it evaluates
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- a reader's code may raise anything
            raise BadInput(f"--expression: {expression!r:.60} raised {told(error)}") from None

    for name in used & sys.stdlib_module_names:
        with suppress(ImportError):  # another system's: evaluating will tell
            names[name] = importlib.import_module(name)
    evaluate()
    return evaluate


def _heartbeats(expression: str, evaluate: Callable[[], object]) -> Demo:
    from hashlib import sha256  # noqa: PLC0415 -- needed here alone

    items = [154_321 * n % 400_009 for n in range(400_009)]
    number = (1 << 1_000_000) // 7
    data = bytes(1 << 26)
    waiting = clearest(lambda: sleep(0.05))
    looping = clearest(lambda: [n * n % 7 for n in range(1_000_000)])
    held = {
        "sorted(a list of 400,009)": heartbeat(lambda: sorted(items)),
        "a product of 1,000,000 bits": heartbeat(lambda: number * number),
    }
    hashing = clearest(lambda: sha256(data))
    beats = {
        "time.sleep(0.05)": waiting,
        "a loop in Python": looping,
        **held,
        "sha256 of 64 MiB": hashing,
    }
    rows: list[Sequence[object]] = [
        (work, *_in_figures(beat), beat.verdict) for work, beat in beats.items()
    ]
    rows.append(_evaluated(expression, evaluate))
    yield Table(
        "A second thread ticks every half millisecond while the first one runs",
        ("the first one runs", "ms", "ticks", "longest silence, ms", "others get in"),
        rows,
    )
    why = BUSY if _has_gil() else NO_GIL
    clear = waiting.lets_go and _has_gil()
    whole = all(beat.silence >= 0.9 * beat.computing for beat in held.values())
    yield Claim(
        "sorting a list and multiplying big integers keep every other thread out until they end",
        measured=f"{_silences(*held.values())} silent" if clear else why,
        expected="the whole time",
        holds=whole if clear else None,
    )
    interval = sys.getswitchinterval()
    clear = looping.lets_go and _has_gil()
    yield Claim(
        "a loop in Python lets others in when they have waited for the switch interval",
        measured=f"{_silences(looping)} silent" if clear else why,
        expected=f"{1000 * interval:.1f} ms or more, but not the whole time",
        holds=looping.silence >= 0.9 * interval if clear else None,
    )
    yield Claim(
        "hashing a large buffer lets others in all the time, though it computes",
        measured=f"{_silences(hashing)} silent" if hashing.lets_go else BUSY,
        expected="less than half the time",
        holds=True if hashing.lets_go else None,
    )


def _in_figures(beat: Beat) -> tuple[str, int, str]:
    return f"{1000 * beat.seconds:.1f}", beat.ticks, f"{1000 * beat.silence:.1f}"


def _silences(*beats: Beat) -> str:
    return ", ".join(f"{1000 * b.silence:.1f} of {1000 * b.length:.1f} ms" for b in beats)


def _evaluated(expression: str, evaluate: Callable[[], object]) -> tuple[object, ...]:
    """Return the row of the reader's expression."""
    times = int(0.05 / heartbeat(evaluate).seconds) + 1

    def repeatedly() -> None:
        for _ in range(times):
            evaluate()

    beat = clearest(repeatedly)
    once = beat.length / times
    verdict = beat._replace(seconds=once, computing=once).verdict
    if verdict == "no" and once < 3 * sys.getswitchinterval():
        verdict = "between two"  # whoever waits for the switch interval sees no difference
    often = f", {times} times" if times > 1 else ""
    return cropped(expression, 40) + often, *_in_figures(beat), verdict


def _parallel(workers: int) -> Demo:
    burn = BURN.format(rounds=900_000 // workers)
    code = compile(burn, "burn", "exec")
    module = subinterpreters()

    def compute() -> None:
        exec(code, {})  # noqa: S102 -- our own text

    def all_of_it() -> None:
        for _ in range(workers):
            compute()

    digest = _digest(workers)
    control = best(lambda: in_threads([digest] * workers), ENOUGH)
    rounds = ROUNDS if control.processors >= ENOUGH else 1
    alone = in_threads([all_of_it])
    ways = {"threads": in_threads([compute] * workers)}
    ways["processes"] = best(lambda: in_processes(burn, workers), ENOUGH, rounds)
    if module:
        ways["subinterpreters"] = best(
            lambda: in_interpreters(module, burn, workers), ENOUGH, rounds
        )
    rows = [("one after the other", f"{alone.processors:.2f}", "1.00")]
    for way, run in ways.items():
        faster = f"{alone.seconds / run.seconds:.2f}"
        rows.append((f"{workers} {way}", f"{run.processors:.2f}", faster))
    rows.append((f"for control: {workers} threads that hash", f"{control.processors:.2f}", ""))
    yield Table(
        f"The same loop in Python, {workers} times",
        ("run by", "processors at work", "times as fast"),
        rows,
    )
    yield _one_by_one("threads compute Python code one at a time", ways["threads"], control)
    yield _at_once("processes compute it at the same time", ways["processes"], control)
    if module and OWN_GILS:
        text = "subinterpreters have a GIL each, and compute at the same time"
        yield _at_once(text, ways["subinterpreters"], control)
    elif module:
        text = "subinterpreters of this Python share one GIL"
        yield _one_by_one(text, ways["subinterpreters"], control)


def _digest(workers: int) -> Callable[[], None]:
    """Return a worker that lets go of the GIL, to see whether two can work at the same time."""
    from hashlib import sha256  # noqa: PLC0415 -- needed here alone

    data = bytes(1 << 25)

    def digest() -> None:
        for _ in range(max(1, 8 // workers)):
            sha256(data)

    return digest


def _at_once(text: str, run: Run, control: Run) -> Claim:
    clear = run.processors >= ENOUGH  # no load can bring that about
    return Claim(
        text,
        measured=f"{run.processors:.2f} processors at work" if clear else _just_now(run, control),
        expected=f"{ENOUGH} or more",
        holds=True if clear else None,
    )


def _one_by_one(text: str, run: Run, control: Run) -> Claim:
    clear = control.processors >= ENOUGH and _has_gil()
    return Claim(
        text,
        measured=f"{run.processors:.2f} processors at work" if clear else _just_now(run, control),
        expected="1",
        holds=run.processors < 1.2 if clear else None,
    )


def _just_now(run: Run, control: Run) -> str:
    """Say why nothing follows."""
    if not _has_gil():
        return NO_GIL
    got = f"{run.processors:.2f} processors, and hashing threads {control.processors:.2f}"
    return f"{got}: this machine is too busy, or too small"


def _races() -> Demo:
    makers: tuple[Callable[[], Counter], ...] = (BareCounter, PropertyCounter, SafeCounter)
    rows = []
    lost: list[int] = []
    for make, written in zip(makers, ("value += 1", "a property += 1", "with a lock"), strict=True):
        patience = PATIENCE if make is SafeCounter else None
        stepped = meetings(make, "instructions", patience)
        called = meetings(make, "calls", patience)
        rows.append((written, len(stepped), sum(stepped), len(called), sum(called)))
        lost += [sum(stepped), sum(called)]
        if make is BareCounter and any(stepped):
            first, end = stepped.index(True), len(stepped)
            spans = [
                Span("one", 0, first, "reads 0"),
                Span("other", first, first + end, "reads 0, writes 1"),
                Span("one", first + end, 2 * end, "writes 1"),
            ]
            yield Timeline("How an update of value += 1 is lost, in instructions", spans)
    yield Table(
        "One increment, and a whole second one let in at every place",
        ("a counter by", "instructions", "lost at", "calls", "lost at"),
        rows,
    )
    bare, bare_calls, by_property, by_property_calls, safe, safe_calls = lost
    yield Claim(
        "value += 1 loses an update if another thread comes between its read and its write",
        measured=f"lost at {bare} of {rows[0][1]} instructions, with a property at {by_property}",
        expected="at least at 1",
        holds=bare > 0 and by_property > 0,
    )
    yield Claim(
        "at calls, where CPython does switch, value += 1 loses none, but a property does",
        measured=f"lost at {bare_calls} and {by_property_calls} of the calls",
        expected="at 0 and at least at 1",
        holds=bare_calls == 0 < by_property_calls,
    )
    yield Claim(
        "a SafeCounter loses nothing, wherever the other thread comes",
        measured=f"lost at {safe + safe_calls} of {rows[2][1] + rows[2][3]} places",
        expected="at 0",
        holds=safe + safe_calls == 0,
    )


def _textbook() -> Claim:
    import dis  # noqa: PLC0415 -- slow to import, and needed here alone

    threads, rounds = 4, 25_000
    lost = textbook(threads, rounds)
    steps = [step.opname for step in dis.get_instructions(compile("total += 1", "text", "exec"))]
    steps = steps[steps.index("LOAD_NAME") : steps.index("STORE_NAME")]
    looks = [step for step in steps if step.startswith(("CALL", "RESUME", "JUMP_BACKWARD"))]
    return Claim(
        f"{threads} threads that do total += 1 lose nothing, by luck: between read and write are "
        "no call and no backward jump, and only there does CPython switch",
        measured=f"{lost} of {threads * rounds:,} lost, {len(looks)} such in {', '.join(steps)}"
        if _has_gil()
        else NO_GIL,
        expected="0 lost, 0 such",
        holds=lost == 0 and not looks if _has_gil() else None,
    )
