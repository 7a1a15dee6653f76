"""Coroutines.

Q68. Difference between def and async def
Q71. what is a coroutine

## In one breath

68. Calling a `def` runs its body and gives the result. Calling an `async def` runs nothing: it
gives a coroutine, which runs when something awaits it or makes a task of it. `await`, `async for`
and `async with` stand only in `async def`. The word makes nothing faster: a blocking call inside
still stops everything else on the loop. FastAPI runs `async def` endpoints on the loop, plain
`def` ones in a thread pool.

71. A function call that can pause. Where it awaits something not yet ready, its frame stays with
all its locals and control goes back to whoever drives it, mostly an event loop, which later
resumes it with a value or an exception. It starts only when driven, can be awaited once, and its
return value travels in StopIteration. Underneath it is `send`, `throw` and `close`, as a
generator has them.

## Pitfalls

- *`async def` runs in the background.* A call runs nothing. Without `await` there is one
  RuntimeWarning, "was never awaited", and the work is not done.
- *Async code cannot block.* Only an `await` that really suspends lets others run. `time.sleep`,
  `requests` and long loops suspend nowhere.
- *`await` makes a task.* It runs the coroutine inline, like a call. `create_task` is what lets two
  go on at once.
- *A coroutine is a light thread.* It is not preempted, and it has no stack of its own: a chain of
  frames, each awaiting the next.
- *A bare `except:` around an `await` is only bad style.* Cancelling is a `throw` of
  `CancelledError`, a BaseException, and the bare `except:` eats it.

## Asked next

- *Coroutine, task, future?* A computation; a coroutine that a loop has scheduled; a place for a
  result that is not there yet.
- *How does one call the other kind?* From `def`: `asyncio.run`, once, at the top. From
  `async def`: a quick `def` directly, a blocking one by `asyncio.to_thread`.
- *How does a coroutine differ from a generator?* The same frames and the same `send`. It has
  no `__next__` or `__iter__`, so a loop cannot take it by mistake; its `yield from` is `await`.
- *What is at the bottom of a chain of awaits?* An `__await__` that yields something to the driver;
  in asyncio a future.
- *`async def` with a `yield`?* An async generator, for `async for`; its call runs nothing either.

## Sources

- https://peps.python.org/pep-0492/, PEP 342 (send, throw, close), PEP 479, PEP 525 (`yield`)
- https://docs.python.org/3/reference/datamodel.html#coroutines
- https://docs.python.org/3/library/inspect.html#inspect.getcoroutinestate
- https://docs.python.org/3/library/asyncio-task.html#running-in-threads
- https://fastapi.tiangolo.com/async/
"""

from collections.abc import Callable, Coroutine, Generator, Iterator, Sequence
from typing import Any, NamedTuple, TypeVar

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table, brief, cropped
from pyinterview.lab.function_kinds import Found, classify, compiled_kinds
from pyinterview.lab.sources import read

__all__ = ["drive"]

R = TypeVar("R")
Note = Callable[[str], None]


def drive(coroutine: Coroutine[Any, Any, R], answer: Callable[[Any], Any]) -> R:
    """Run a coroutine by hand and return its value; ``answer(x)`` is the answer to what it yields.

    It goes on as if ``answer(x)`` had been called where it waits: with the value or with the
    exception, of whatever kind (a ``StopIteration`` becomes a ``RuntimeError`` there, PEP 479).
    Passes on what the coroutine raises. n questions are n + 1 steps.

    Raises ``TypeError`` for what is no `collections.abc.Coroutine`, and ``RuntimeError`` for one
    that has begun already, be it finished, closed, running or waiting for somebody else's answer.
    If it is interrupted itself, it closes the coroutine.

    >>> import types
    >>> @types.coroutine
    ... def ask(question):
    ...     return (yield question)
    >>> async def add():
    ...     return await ask("first?") + await ask("second?")
    >>> drive(add(), {"first?": 1, "second?": 2}.get)
    3
    >>> drive(add(), {"first?": 1}.__getitem__)
    Traceback (most recent call last):
    KeyError: 'second?'
    """
    if not isinstance(coroutine, Coroutine):
        raise TypeError(f"only a coroutine can be driven, not {type(coroutine).__name__}")
    if getattr(coroutine, "cr_running", False) or getattr(coroutine, "cr_suspended", False):
        raise RuntimeError("somebody else has begun this coroutine, and has its question")
    step: Callable[[Any], Any] = coroutine.send
    value: Any = None  # the first step has no question to answer
    try:
        while True:
            question = step(value)
            try:
                step, value = coroutine.send, answer(question)
            except BaseException as error:  # noqa: BLE001 -- it goes on where the coroutine waits
                step, value = coroutine.throw, error
    except StopIteration as stop:
        result: R = stop.value
        return result
    finally:
        coroutine.close()
        del value  # an exception would hold this frame, and this frame the exception


class Ask:
    """The smallest thing to await: it yields the question, and its value is the answer.

    >>> waiting = Ask("first?").__await__()
    >>> next(waiting)
    'first?'
    """

    def __init__(self, question: object) -> None:
        self.question = question

    def __await__(self) -> Generator[object, Any, Any]:
        """Hand the question to whoever drives."""
        return (yield self.question)


SAMPLE = """\
def read(path):
    return open(path)

async def fetch(url):
    return await get(url)

def lines(file):
    yield from file

async def pages(url):
    yield await get(url)

async def rows(url):
    return [row async for row in pages(url)]

def never():
    if False:
        yield

def outer():
    def inner():
        yield 1
    return inner
"""

PLACES = {
    "await in async def": "async def f(): await g()",
    "await in def": "def f(): await g()",
    "await in a module": "await g()",
    "await in a def in async def": "async def f():\n def h(): await g()",
    "await in a lambda in async def": "async def f(): return lambda: await g()",
    "async for in async def": "async def f():\n async for x in g(): pass",
    "async for in def": "def f():\n async for x in g(): pass",
    "async with in async def": "async def f():\n async with g(): pass",
    "async with in def": "def f():\n async with g(): pass",
}
PARTS = 5


def demo_def_vs_async_def(file: str = "", code: str = SAMPLE) -> Demo:
    """Call a def and an async def, forget an await, block a loop; see the kinds of your functions.

    --file is Python source of yours, or --code the source itself. It is parsed and compiled, but
    never run or imported.
    """
    found, kinds = _functions(file, code)
    yield from _calls()
    yield _forgotten()
    yield from _places()
    yield _blocking()
    yield from _classified(found, kinds)


def _functions(file: str, code: str) -> tuple[list[Found], dict[tuple[int, str], str]]:
    """Classify the functions of the reader's file or code in both ways."""
    import warnings  # noqa: PLC0415 -- needed here alone

    if file and code != SAMPLE:
        raise BadInput("--file and --code are two sources; give one of them")
    source = read(file, f"--file: {file!r:.60}") if file else code
    name = f"--file: {file!r:.80}" if file else f"--code: {' '.join(code.split())!r:.60}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `x is 1` is the reader's own affair
            found, kinds = classify(source), compiled_kinds(source)
    except SyntaxError as error:
        where = f" in line {error.lineno}" if error.lineno else ""
        raise BadInput(
            f"{name} is not Python that this version reads: {error.msg:.80}{where}"
        ) from None
    except (ValueError, RecursionError, MemoryError) as error:
        raise BadInput(
            f"{name} cannot be read as Python: {str(error) or 'too deeply nested'}"
        ) from None
    if not found:
        raise BadInput(f"{name} defines no function; give a source with a def or an async def")
    return found, kinds


def _nobody(question: object) -> None:
    """Answer coroutines that ask nothing."""


def _calls() -> Demo:
    import inspect  # noqa: PLC0415 -- slow to import, and only the demo needs it

    ran: list[str] = []

    def plain() -> int:
        ran.append("body")
        return 7

    async def asynchronous() -> int:
        return plain()

    def generator() -> Iterator[int]:
        yield plain()

    async def async_generator() -> Any:
        yield plain()

    functions: dict[str, tuple[Callable[[], Any], str, Callable[[Any], Any]]] = {
        "def": (plain, "the call", lambda result: result),
        "async def": (asynchronous, "drive", lambda result: drive(result, _nobody)),
        "def, yield": (generator, "next", next),
        "async def, yield": (
            async_generator,
            "anext, drive",
            lambda result: drive(anext(result), _nobody),
        ),
    }
    marks = {inspect.CO_COROUTINE, inspect.CO_GENERATOR, inspect.CO_ASYNC_GENERATOR}
    rows, counts, flags = [], [], []
    for kind, (function, runner, run) in functions.items():
        ran.clear()
        result = function()
        before = len(ran)
        value = run(result)
        counts.append(f"{before} then {len(ran)}")
        flags.append({flag for flag in marks if function.__code__.co_flags & flag})
        shown = " ".join(map(hex, flags[-1])) or "none"
        rows.append((kind, type(result).__name__, before, runner, len(ran), value, shown))
    columns = ("", "a call returns", "body ran", "run by", "body ran", "value", "flags of the code")
    yield Table("What a call does", columns, rows)
    expected = ["1 then 1", *["0 then 1"] * 3]
    yield Claim(
        "a call runs the body of a plain def alone: how often each ran after the call, then driven",
        measured=", ".join(counts),
        expected=", ".join(expected),
        holds=counts == expected,
    )
    named = [set(), {inspect.CO_COROUTINE}, {inspect.CO_GENERATOR}, {inspect.CO_ASYNC_GENERATOR}]
    yield Claim(
        "the compiler marks the code: nothing, CO_COROUTINE, CO_GENERATOR, CO_ASYNC_GENERATOR",
        measured=", ".join(row[-1] for row in rows),
        expected=", ".join(" ".join(map(hex, each)) or "none" for each in named),
        holds=flags == named,
    )


def _forgotten() -> Claim:
    import warnings  # noqa: PLC0415 -- needed here alone

    saved: list[str] = []

    async def save() -> None:
        saved.append("row")

    async def careless() -> None:
        save()  # type: ignore[unused-coroutine]  # the mistake is the point

    async def careful() -> None:
        await save()

    found = []
    for caller in (careless, careful):
        saved.clear()
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            drive(caller(), _nobody)
        told = [
            warning
            for warning in caught
            if warning.category is RuntimeWarning and "never awaited" in str(warning.message)
        ]
        found.append(f"{len(saved)} saved, {len(told)} RuntimeWarning")
    return Claim(
        "save() without await, and with it",
        measured="; ".join(found),
        expected="0 saved, 1 RuntimeWarning; 1 saved, 0 RuntimeWarning",
        holds=found == ["0 saved, 1 RuntimeWarning", "1 saved, 0 RuntimeWarning"],
    )


def _places() -> Demo:
    rows = [(place, _refusal(code) or "compiles") for place, code in PLACES.items()]
    yield Table("Where await may stand", ("", "what compile says"), rows)
    accepted = [place for place, said in rows if said == "compiles"]
    expected = ["await in async def", "async for in async def", "async with in async def"]
    yield Claim(
        "await, async for and async with compile only where the innermost function is async def",
        measured=", ".join(accepted),
        expected=", ".join(expected),
        holds=accepted == expected,
    )


def _refusal(code: str) -> str:
    """Return why the compiler refuses *code*, or nothing."""
    try:
        compile(code, "<place>", "exec")
    except SyntaxError as error:
        return f"SyntaxError: {error.msg}"
    return ""


def turns_meanwhile(work: Callable[[Callable[[], bool]], Coroutine[Any, Any, Any]]) -> int:
    """Return how many of its few turns another coroutine on the loop has while ``work(wait)`` runs.

    ``wait()`` blocks its thread until the other has had them all: not a thing to call on the loop.

    >>> async def idle(wait): ...
    >>> turns_meanwhile(idle)
    0
    """
    import asyncio  # noqa: PLC0415 -- slow to import, and only the demo needs it
    import threading  # noqa: PLC0415 -- the same

    turns = 0
    had_all = threading.Event()

    async def other() -> None:
        nonlocal turns
        for _ in range(PARTS):
            await asyncio.sleep(0)
            turns += 1
        had_all.set()

    async def both() -> int:
        task = asyncio.create_task(other())
        try:
            await asyncio.sleep(0)  # it begins
            await work(lambda: had_all.wait(60))
            return turns
        finally:
            had_all.set()  # whatever happened, no thread waits on
            task.cancel()

    return asyncio.run(both())


def _part() -> int:
    """Compute for a moment, as blocking code does."""
    return sum(range(1_000))


def _blocking() -> Claim:
    import asyncio  # noqa: PLC0415 -- slow to import, and only the demo needs it

    async def blocking(_: object) -> None:
        for _number in range(PARTS):
            _part()

    async def pausing(_: object) -> None:
        for _number in range(PARTS):
            _part()
            await asyncio.sleep(0)

    async def in_a_thread(wait: Callable[[], bool]) -> None:
        await asyncio.to_thread(wait)

    turns = [turns_meanwhile(work) for work in (blocking, pausing, in_a_thread)]
    return Claim(
        f"turns of another coroutine during an async def of {PARTS} blocking calls, of the same "
        "with an await after each, and of one that awaits a thread which blocks until all were had",
        measured=turns,
        expected=[0, PARTS, PARTS],
        holds=turns == [0, PARTS, PARTS],
    )


def _classified(found: list[Found], kinds: dict[tuple[int, str], str]) -> Demo:
    most = 30
    rows = []
    for line, name, kind in found:
        compiled = kinds.get((line, name.rpartition(".")[2]), "dropped by the compiler")
        rows.append((line, name, kind, compiled))
    yield Table("Functions of the source", ("line", "name", "by syntax", "by inspect"), rows[:most])
    if len(rows) > most:
        yield f"{len(rows) - most:,} more are not shown."
    compared = [row for row in rows if not row[3].startswith("dropped")]
    same = sum(by_syntax == by_inspect for *_, by_syntax, by_inspect in compared)
    told = f"the same of {same}" if compared else "the compiler dropped every function"
    yield Claim(
        "def, async def, generator or async generator: syntax tells the same as inspect does",
        measured=told,
        expected=f"the same of {len(compared)}",
        holds=same == len(compared) if compared else None,
    )


async def interview(questions: Sequence[str], note: Note) -> list[Any]:
    """Ask one question after the other and return the answers; *note* is told what happens."""
    note("interview begins")
    answers: list[Any] = []
    try:
        for question in questions:
            answers += [await reply(question, note)]
    finally:
        note("interview's finally")
    return answers


async def reply(question: str, note: Note) -> Any:
    """Ask one question and return the answer."""
    try:
        return await Ask(question)
    finally:
        note("reply's finally")


def await_chain(coroutine: Any) -> list[str]:
    """Return the names of what a suspended coroutine waits in, from outer to inner.

    >>> suspended = interview(["first?"], [].append)
    >>> suspended.send(None), await_chain(suspended)
    ('first?', ['interview', 'reply', '__await__'])
    """
    names = []
    while coroutine is not None:
        names.append(coroutine.__name__)
        coroutine = getattr(coroutine, "cr_await", None)
    return names


def demo_coroutine(answers: Sequence[str] = ("3", "hello")) -> Demo:
    """Step through a coroutine by hand: it asks one question for each of your answers.

    An answer is a literal such as 3, or text. Each is sent to where the coroutine waits.
    """
    values = _values(answers)
    questions = [f"answer {number}?" for number in range(1, len(values) + 1)]
    steps, inside, returned = _stepped(questions, values)
    columns = ("act", "gives", "state afterwards", "waits in", "notes so far")
    yield Table("Stepped by hand", columns, steps)
    noted = [step.notes for step in steps[:2]]
    yield Claim(
        "calling it runs nothing: what it has noted after the call, and after the first send",
        measured=noted,
        expected=[0, 1],
        holds=noted == [0, 1],
    )
    states = [step.state for step in steps]
    expected = ["CORO_CREATED", *["CORO_SUSPENDED"] * len(values), "CORO_CLOSED"]
    yield Claim(
        "its states from outside, one for each step, and from inside",
        measured=f"{', '.join(states)}; inside {', '.join(sorted(inside))}",
        expected=f"{', '.join(expected)}; inside CORO_RUNNING",
        holds=states == expected and inside == {"CORO_RUNNING"},
    )
    asked: list[str] = []

    def answer(question: str) -> Any:
        asked.append(question)
        return values[len(asked) - 1]

    driven = drive(interview(questions, _nobody), answer)
    yield Claim(
        "drive asks each question once and returns your answers, which StopIteration had by hand",
        measured=f"{brief(asked, 3)}, {cropped(repr(driven))}",
        expected=f"{brief(questions, 3)}, {cropped(repr(values))}",
        holds=asked == questions and driven == returned == values,
    )
    yield _chain(questions)
    yield _left_early(questions, values)
    yield _twice(questions, values)


def _values(answers: Sequence[str]) -> list[Any]:
    """Read the reader's answers: literals, or else text."""
    import ast  # noqa: PLC0415 -- slow to import, and only the demo reads literals
    import warnings  # noqa: PLC0415 -- needed here alone

    most, longest = 20, 200
    if not answers:
        raise BadInput("--answers: there is none; give at least one, such as --answers 3,hello")
    if len(answers) > most:
        raise BadInput(f"--answers: {len(answers):,} are too many; give {most} at most")
    values: list[Any] = []
    for text in answers:
        if len(text) > longest:
            raise BadInput(
                f"--answers: {text!r:.40}... is too long; give at most {longest} characters"
            )
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an odd backslash is the reader's own affair
                values.append(ast.literal_eval(text))
        except (SyntaxError, ValueError, TypeError):
            values.append(text)
    return values


class Step(NamedTuple):
    """What was done to the coroutine, and how it was afterwards."""

    act: str
    gives: str
    state: str
    waits_in: str
    notes: int


def _stepped(questions: Sequence[str], values: Sequence[Any]) -> tuple[list[Step], set[str], Any]:
    """Return the steps, the states that were seen from inside, and the value at the end."""
    import inspect  # noqa: PLC0415 -- slow to import, and only the demo needs it

    inside: list[str] = []
    coroutine = interview(questions, lambda _: inside.append(inspect.getcoroutinestate(coroutine)))
    steps: list[Step] = []
    returned: object = None

    def look(act: str, gives: str) -> None:
        chain = " > ".join(await_chain(coroutine)[1:]) or "nothing"
        steps.append(Step(act, gives, inspect.getcoroutinestate(coroutine), chain, len(inside)))

    look("interview(...)", "a coroutine")
    for value in (None, *values):
        act = f"send({cropped(repr(value), 30)})"
        try:
            look(act, repr(coroutine.send(value)))
        except StopIteration as stop:
            returned = stop.value
            look(act, f"StopIteration({cropped(repr(returned), 40)})")
    return steps, set(inside), returned


def _chain(questions: Sequence[str]) -> Claim:
    """Compare cr_await, followed from outside, with the frames that an exception passes."""
    coroutine = interview(questions, _nobody)
    coroutine.send(None)
    chain = await_chain(coroutine)
    passed: list[str] = []
    try:
        coroutine.throw(KeyError())
    except KeyError as error:
        traceback = error.__traceback__
        while traceback:
            passed.append(traceback.tb_frame.f_code.co_name)
            traceback = traceback.tb_next
    return Claim(
        "cr_await leads from the outer coroutine to the inner one, as a traceback does",
        measured=" > ".join(chain),
        expected=" > ".join(passed[1:]),
        holds=chain == passed[1:],
    )


def _left_early(questions: Sequence[str], values: Sequence[Any]) -> Claim:
    """Drive with an answer too few, and close before the first."""
    few = list(values[:-1])
    events: list[str] = []

    def answer(_: object) -> Any:
        if few:
            return few.pop(0)
        events.clear()  # what comes from here on is what the exception does
        raise LookupError("no answer is left")

    try:
        drive(interview(questions, events.append), answer)
    except LookupError:
        events.append("LookupError")  # here, because a coroutine that is freed runs finally as well
    thrown = [*events]

    events.clear()
    coroutine = interview(questions, events.append)
    coroutine.send(None)
    events.clear()
    coroutine.close()
    coroutine.close()  # does nothing more
    closed = [*events, "nothing"]
    way = ["reply's finally", "interview's finally"]
    return Claim(
        "with an answer too few the exception is thrown in; it and close() run each finally, the "
        "inner first; what comes out of them",
        measured=f"{', '.join(thrown)}; {', '.join(closed)}",
        expected=f"{', '.join(way)}, LookupError; {', '.join(way)}, nothing",
        holds=[thrown, closed] == [[*way, "LookupError"], [*way, "nothing"]],
    )


def _twice(questions: Sequence[str], values: Sequence[Any]) -> Claim:
    """Use one coroutine again in three ways."""
    events: list[str] = []
    coroutine = interview(questions, events.append)
    answers = iter(values)

    async def await_it() -> None:
        await coroutine

    drive(await_it(), lambda _: next(answers))
    again: dict[str, Callable[[], object]] = {
        "await": lambda: drive(await_it(), _nobody),
        "drive": lambda: drive(coroutine, _nobody),
        "send": lambda: coroutine.send(None),
    }
    outcomes = []
    for use, run in again.items():
        try:
            run()
        except RuntimeError:
            outcomes.append(f"{use} RuntimeError")
        else:
            outcomes.append(f"{use} works")
    begun = events.count("interview begins")
    expected = [f"{use} RuntimeError" for use in again]
    return Claim(
        "a coroutine runs once: what using it again does, and how often its body began",
        measured=f"{', '.join(outcomes)}; {begun}",
        expected=f"{', '.join(expected)}; 1",
        holds=outcomes == expected and begun == 1,
    )
