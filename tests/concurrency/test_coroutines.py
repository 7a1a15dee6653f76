"""Q68, Q71: a coroutine driven by hand goes as the same code with plain calls would go."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Generator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.concurrency import drive

# A script is what a coroutine does in turn: ask a number, run an inner script, or guard one.
numbers = st.integers(0, 9)
scripts: st.SearchStrategy[list[Any]] = st.recursive(
    st.lists(numbers, max_size=4),
    lambda inner: st.lists(numbers | inner | st.tuples(inner), max_size=4),
    max_leaves=12,
)
refused = st.sets(numbers, max_size=3)


class RefusedError(Exception):
    """What we let an answer raise."""


class Ask:
    """The smallest awaitable: yields the question, and its value is the answer."""

    def __init__(self, question: Any) -> None:
        self.question = question

    def __await__(self) -> Generator[Any, Any, Any]:
        return (yield self.question)


async def asked(script: list[Any], log: list[Any]) -> int:
    """Run a script, with an await for each question and each inner script."""
    for part in script:
        if isinstance(part, int):
            log.append(await Ask(part))
        elif isinstance(part, list):
            log.append(await asked(part, log))
        else:
            try:
                await asked(part[0], log)
            except RefusedError as error:
                log.append(f"caught {error}")
            finally:
                log.append("finally")
    return len(log)


def called(script: list[Any], log: list[Any], answer: Callable[[int], Any]) -> int:
    """Run the same script with plain calls."""
    for part in script:
        if isinstance(part, int):
            log.append(answer(part))
        elif isinstance(part, list):
            log.append(called(part, log, answer))
        else:
            try:
                called(part[0], log, answer)
            except RefusedError as error:
                log.append(f"caught {error}")
            finally:
                log.append("finally")
    return len(log)


class Answers:
    """Answers with ten times the number, refuses some, and remembers what it was asked."""

    def __init__(self, refused: set[int]) -> None:
        self.refused = refused
        self.questions: list[int] = []

    def __call__(self, question: int) -> int:
        self.questions.append(question)
        if question in self.refused:
            raise RefusedError(question)
        return 10 * question


def outcome(run: Callable[[], object]) -> object:
    """Return the result, or the refusal that came out."""
    try:
        return run()
    except RefusedError as error:
        return f"refused {error}"


@given(scripts, refused)
def test_it_goes_as_plain_calls_of_answer_would(script: list[Any], refused: set[int]) -> None:
    ours, theirs = Answers(refused), Answers(refused)
    our_log: list[Any] = []
    their_log: list[Any] = []
    result = outcome(lambda: drive(asked(script, our_log), ours))
    assert result == outcome(lambda: called(script, their_log, theirs))
    assert our_log == their_log
    assert ours.questions == theirs.questions


@given(st.lists(numbers, max_size=5), st.integers(0, 20))
def test_the_depth_of_the_chain_makes_no_difference(questions: list[int], depth: int) -> None:
    async def outer(left: int) -> list[Any]:
        if left:
            return await outer(left - 1)
        return [await Ask(question) for question in questions]

    assert drive(outer(depth), str) == [str(question) for question in questions]


async def two() -> list[Any]:
    """Ask two questions."""
    return [await Ask("first?"), await Ask("second?")]


@pytest.mark.parametrize("value", [None, 0, False, "", [], StopIteration, KeyError("no error")])
def test_any_value_may_be_a_question_an_answer_and_a_result(value: object) -> None:
    async def echo() -> Any:
        return await Ask(value)

    seen: list[object] = []

    def answer(question: object) -> object:
        seen.append(question)
        return value

    assert drive(echo(), answer) is value
    assert seen == [value]


def test_a_coroutine_that_asks_nothing_needs_no_answer() -> None:
    async def silent() -> str:
        return "done"

    def answer(_: object) -> None:
        pytest.fail("nothing was asked")

    assert drive(silent(), answer) == "done"


def test_nothing_runs_before_it_is_driven_and_all_of_it_before_drive_returns() -> None:
    log: list[Any] = []
    coroutine = asked([1, [2]], log)
    assert log == []
    assert drive(coroutine, Answers(set())) == 3
    assert log == [10, 20, 2]


@pytest.mark.parametrize(
    "error", [ValueError, KeyboardInterrupt, SystemExit, GeneratorExit, asyncio.CancelledError]
)
def test_whatever_answer_raises_is_raised_where_the_coroutine_waits(
    error: type[BaseException],
) -> None:
    log: list[str] = []

    async def inner() -> None:
        try:
            await Ask("inner?")
        except error:
            log.append("inner saw it")
            raise
        finally:
            log.append("inner finally")

    async def outer() -> None:
        try:
            await inner()
        finally:
            log.append("outer finally")

    def answer(_: object) -> None:
        raise error

    def run() -> None:
        try:
            drive(outer(), answer)
        finally:
            log.append("out of drive")

    with pytest.raises(error):
        run()
    assert log == ["inner saw it", "inner finally", "outer finally", "out of drive"]


def test_it_is_the_very_exception() -> None:
    failure = KeyError("x")

    def answer(_: object) -> None:
        raise failure

    with pytest.raises(KeyError) as caught:
        drive(two(), answer)
    assert caught.value is failure


def test_a_coroutine_that_catches_it_goes_on() -> None:
    async def patient() -> Any:
        while True:
            try:
                return await Ask("number?")
            except ValueError:
                pass

    replies = iter(["x", "y", "7"])
    assert drive(patient(), lambda _: int(next(replies))) == 7


def test_it_may_ask_again_while_it_cleans_up() -> None:
    async def careful() -> None:
        try:
            await Ask("work?")
        finally:
            assert await Ask("clean up?") == "yes"

    def answer(question: str) -> str:
        if question == "work?":
            raise RefusedError
        return "yes"

    with pytest.raises(RefusedError):
        drive(careful(), answer)


def test_answers_that_run_out_do_not_end_it_in_silence() -> None:
    one_reply = iter(["only one"])
    with pytest.raises(RuntimeError):
        drive(two(), lambda _: next(one_reply))


def test_what_the_coroutine_raises_comes_out() -> None:
    async def fails(first: bool) -> None:  # noqa: FBT001 -- named at the calls
        if not first:
            await Ask("then?")
        raise RefusedError

    for first in (True, False):
        with pytest.raises(RefusedError):
            drive(fails(first=first), str)


def plain() -> None:
    """Do nothing."""


def generator() -> Generator[int, None, None]:
    """Yield once."""
    yield 1


@pytest.mark.parametrize("thing", [two, plain, generator(), None, 3, [], Ask("?")])
def test_what_is_no_coroutine_is_a_type_error(thing: Any) -> None:
    with pytest.raises(TypeError):
        drive(thing, str)


def test_one_that_is_finished_failed_or_closed_is_a_runtime_error() -> None:
    finished, failed, closed = two(), two(), two()
    drive(finished, str)
    with pytest.raises(RefusedError):
        drive(failed, Answers({"first?"}))  # type: ignore[arg-type]  # any question can be refused
    closed.close()
    for coroutine in (finished, failed, closed):
        with pytest.raises(RuntimeError):
            drive(coroutine, str)


def test_one_that_waits_for_somebody_elses_answer_is_a_runtime_error_and_stays_so() -> None:
    begun = two()
    begun.send(None)
    with pytest.raises(RuntimeError):
        drive(begun, str)
    assert begun.send("answer") == "second?"
    begun.close()


def test_one_that_is_running_is_a_runtime_error_and_goes_on() -> None:
    async def drives_itself() -> str:
        with pytest.raises(RuntimeError):
            drive(coroutine, str)
        return "went on"

    coroutine = drives_itself()
    assert drive(coroutine, str) == "went on"


def test_a_coroutine_may_drive_another() -> None:
    async def outer() -> list[Any]:
        return [await Ask("outer?"), *drive(two(), str.upper)]

    assert drive(outer(), str.title) == ["Outer?", "FIRST?", "SECOND?"]


class Recorded(Coroutine[Any, Any, Any]):
    """A coroutine that is no function's, and counts its steps."""

    def __init__(self, inner: Coroutine[Any, Any, Any]) -> None:
        self.inner = inner
        self.steps = 0

    def __await__(self) -> Generator[Any, Any, Any]:
        value = error = None
        while True:
            try:
                question = self.throw(error) if error else self.send(value)
            except StopIteration as stop:
                return stop.value
            value = error = None
            try:
                value = yield question
            except BaseException as raised:  # noqa: BLE001 -- it is passed on
                error = raised

    def send(self, value: Any) -> Any:
        self.steps += 1
        return self.inner.send(value)

    def throw(self, *error: Any) -> Any:
        self.steps += 1
        return self.inner.throw(*error)

    def close(self) -> None:
        self.inner.close()


@given(scripts, refused)
def test_any_coroutine_of_the_abstract_class_takes_a_step_more_than_questions(
    script: list[Any], refused: set[int]
) -> None:
    coroutine, answers = Recorded(asked(script, [])), Answers(refused)
    expected = outcome(lambda: called(script, [], Answers(refused)))
    assert outcome(lambda: drive(coroutine, answers)) == expected
    assert coroutine.steps == len(answers.questions) + 1


def test_an_async_generator_is_driven_a_step_at_a_time() -> None:
    async def replies() -> Any:
        while True:
            yield await Ask("more?")

    stream = replies()
    given_answers = iter([1, 2])
    # The step of a stream is a coroutine in all but its declared type.
    step: Callable[[], Awaitable[Any]] = stream.__anext__
    for number in (1, 2):
        assert drive(step(), lambda _: next(given_answers)) == number  # type: ignore[arg-type]  # see above
    drive(stream.aclose(), str)


# What is defined in a line is of the kind that its comment names.
