"""Q68, Q71: what the demos show of a reader's answers and functions, and that nothing is left."""

import asyncio
import gc
import os
import sys
import threading
import warnings
import weakref
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

from pyinterview.app.replacing import load
from pyinterview.concurrency import coroutines, drive
from pyinterview.concurrency.coroutines import (
    Ask,
    await_chain,
    demo_coroutine,
    demo_def_vs_async_def,
    interview,
    turns_meanwhile,
)
from pyinterview.lab import function_kinds
from pyinterview.lab.evidence import BadInput, Claim, Demo, Table

MISTAKES = Path(__file__).parent.parent / "mistakes"


def verdicts(demo: Demo) -> list[bool | None]:
    """What holds of the claims."""
    return [piece.holds for piece in demo if isinstance(piece, Claim)]


def kinds(**source: str) -> list[tuple[object, ...]]:
    """The rows about the reader's functions: name, kind by syntax, kind by inspect."""
    tables = [piece for piece in demo_def_vs_async_def(**source) if isinstance(piece, Table)]
    return [tuple(row[1:]) for row in tables[-1].rows]


def test_every_claim_holds_for_the_defaults() -> None:
    assert verdicts(demo_coroutine()) == [True] * 6
    assert verdicts(demo_def_vs_async_def()) == [True] * 6


@pytest.mark.parametrize(
    "answers",
    [
        ["3"],
        ["", " "],
        ["None", "[1, 2]", "{'a': {1}}", "{[]}", "f()", "1e999", "'\\d'", "\ud800", "a\0b"],
        ["(" * 200],
        ["0x" + "f" * 198, "-" * 200],
        ["x"] * 20,
    ],
)
def test_the_claims_hold_for_any_answers(answers: list[str]) -> None:
    assert verdicts(demo_coroutine(answers)) == [True] * 6


def test_the_steps_are_shown_with_the_readers_answers() -> None:
    steps = next(iter(demo_coroutine(["[1, 2]", "hello"])))
    assert isinstance(steps, Table)
    assert [row[:4] for row in steps.rows] == [
        ("interview(...)", "a coroutine", "CORO_CREATED", "nothing"),
        ("send(None)", "'answer 1?'", "CORO_SUSPENDED", "reply > __await__"),
        ("send([1, 2])", "'answer 2?'", "CORO_SUSPENDED", "reply > __await__"),
        ("send('hello')", "StopIteration([[1, 2], 'hello'])", "CORO_CLOSED", "nothing"),
    ]


def test_a_literal_with_an_odd_backslash_is_a_literal() -> None:
    steps = next(iter(demo_coroutine(["'\\d'", "'d"])))
    assert isinstance(steps, Table)
    assert [row[0] for row in steps.rows][2:] == [f"send({text!r})" for text in ("\\d", "'d")]


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ([], "--answers: there is none; give at least one, such as --answers 3,hello"),
        (["1"] * 21, "--answers: 21 are too many; give 20 at most"),
        (["1", "x" * 201], "--answers: 'xxx.*is too long; give at most 200 characters"),
    ],
)
def test_answers_that_cannot_be_used_are_said_in_a_sentence(
    answers: list[str], sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        next(iter(demo_coroutine(answers)))


def test_functions_of_a_file_are_classified_and_never_run(tmp_path: Path) -> None:
    path = tmp_path / "own.py"
    source = "# coding: latin-1\n'\xe4' + 1\nasync def f(): yield\ndef g(): return 1 is 1\n"
    path.write_bytes(source.encode("latin-1"))
    assert kinds(file=str(path)) == [
        ("f", "async generator", "async generator"),
        ("g", "def", "def"),
    ]
    assert verdicts(demo_def_vs_async_def(str(path))) == [True] * 6


def test_a_function_that_the_compiler_drops_is_not_compared() -> None:
    dropped = "def f():\n while True: pass\n"
    both = f"if 0:\n def gone(): pass\n{dropped}"
    *_, by_inspect = kinds(code=both)[0]
    assert by_inspect in ("def", "dropped by the compiler")
    assert kinds(code=both)[1] == ("f", "def", "def")
    assert verdicts(demo_def_vs_async_def(code=both)) == [True] * 6


def test_where_no_function_is_compiled_nothing_is_claimed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coroutines, "compiled_kinds", lambda _: {})
    assert verdicts(demo_def_vs_async_def()) == [True] * 5 + [None]


def test_a_long_file_is_shown_in_part_and_compared_as_a_whole() -> None:
    code = "\n".join(f"async def f{number}(): ..." for number in range(1_031))
    pieces = [*demo_def_vs_async_def(code=code)]
    *_, table, more, claim = pieces
    assert isinstance(table, Table)
    assert isinstance(claim, Claim)
    assert len(table.rows) == 30
    assert more == "1,001 more are not shown."
    assert claim.measured == "the same of 1031"
    assert len(kinds(code=code[: code.index("async def f30()")])) == 30


def test_a_source_that_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large.py").write_bytes(b"#" * (2**20 + 1))
    (tmp_path / "bytes.py").write_bytes(b"\xff")
    (tmp_path / "cookie.py").write_bytes(b"# coding: nope")
    files = {
        "missing.py": "does not exist",
        ".": "is a directory",
        "pipe": "is no regular file",
        "large.py": "is larger than 256 KiB",
        "large.py/file": "cannot be read: not a directory",
        "nul\0": "cannot be read: ",
        "bytes.py": "bytes.py' is not Python that this version reads",
        "cookie.py": "unknown encoding: nope$",  # the line is not told
    }
    for name, sentence in files.items():
        with pytest.raises(BadInput, match=f"--file: .*{sentence}"):
            next(iter(demo_def_vs_async_def(f"{tmp_path}/{name}")))
    codes = {
        "x = 1": "'x = 1' defines no function; give a source with a def",
        "def f(:": "'def f.*' is not Python that this version reads: invalid syntax in line 1",
        "\ndef f(): await g()": "'await' outside async function in line 2",
        "def f():\n class A: yield": "'yield' outside function in line 2",
        "\ud800": "cannot be read as Python: .*surrogates",
    }
    for code, sentence in codes.items():
        with pytest.raises(BadInput, match=f"--code: .*{sentence}"):
            next(iter(demo_def_vs_async_def(code=code)))
    with pytest.raises(BadInput, match="--file and --code are two sources"):
        next(iter(demo_def_vs_async_def("own.py", "def f(): ...")))


@pytest.mark.parametrize("error", [MemoryError, RecursionError])
def test_a_source_that_is_too_deep_is_said_in_a_sentence(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def too_deep(_: object) -> None:
        raise error

    monkeypatch.setattr(coroutines, "classify", too_deep)
    with pytest.raises(BadInput, match=r"cannot be read as Python: too deeply nested"):
        next(iter(demo_def_vs_async_def()))


@pytest.mark.parametrize("demo", [demo_coroutine, demo_def_vs_async_def])
def test_nothing_is_left_behind_wherever_the_reader_stops(demo: Callable[[], Demo]) -> None:
    before = warnings.filters[:]
    for most in range(10):
        evidence = demo()
        for _ in zip(range(most), evidence, strict=False):
            assert threading.active_count() == 1
        evidence.close()  # type: ignore[attr-defined]  # every demo is a generator
    gc.collect()
    assert threading.active_count() == 1
    assert warnings.filters == before


def test_a_thread_that_waits_is_let_go_whatever_happens() -> None:
    waiting = threading.Event()
    woken: list[bool] = []

    def wait_in(wait: Callable[[], bool]) -> None:
        waiting.set()
        woken.append(wait())

    async def fails(wait: Callable[[], bool]) -> None:
        thread = asyncio.get_running_loop().run_in_executor(None, wait_in, wait)
        waiting.wait()
        assert not thread.done()
        raise KeyError

    with pytest.raises(KeyError):
        turns_meanwhile(fails)
    assert woken == [True]  # not by the timeout
    assert threading.active_count() == 1


def test_a_finished_coroutine_waits_in_nothing_and_an_unfinished_one_in_its_chain() -> None:
    coroutine = interview(["first?"], str)  # type: ignore[arg-type]  # what a note returns is unused
    assert await_chain(coroutine) == ["interview"]
    coroutine.send(None)
    assert await_chain(coroutine) == ["interview", "reply", "__await__"]
    coroutine.close()
    assert await_chain(coroutine) == ["interview"]


def test_drive_closes_the_coroutine_when_it_is_itself_interrupted() -> None:
    events: list[str] = []
    coroutine = interview(["first?", "second?"], events.append)

    def interrupt(frame: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and called.__name__ == "send" and "reply's finally" not in events:
            interrupts.append(frame.f_code.co_name)
            if len(interrupts) == 2:
                sys.setprofile(None)
                raise KeyboardInterrupt

    interrupts: list[str] = []
    before = sys.getprofile()
    sys.setprofile(interrupt)
    try:
        with pytest.raises(KeyboardInterrupt):
            drive(coroutine, str)
    finally:
        sys.setprofile(before)
    assert interrupts == ["drive", "drive"]
    assert events == ["interview begins", "reply's finally", "interview's finally"]


def test_drive_leaves_no_cycle_that_only_the_collector_frees() -> None:
    class Refusal(Exception):
        pass

    def answer(_: object) -> None:
        raise Refusal

    async def one() -> None:
        await Ask("?")

    gc.disable()
    try:
        try:
            drive(one(), answer)
        except Refusal as refusal:
            look = weakref.ref(refusal)
        assert look() is None
    finally:
        gc.enable()


def test_a_coroutine_that_asks_nothing_gives_drive_what_it_gives_a_loop() -> None:
    events: list[str] = []
    assert drive(interview([], events.append), str) == asyncio.run(interview([], events.append))


def test_a_coroutine_has_send_but_cannot_be_looped_over() -> None:
    coroutine: Any = interview([], str)  # type: ignore[arg-type]  # what a note returns is unused
    assert hasattr(coroutine, "send")
    assert not hasattr(coroutine, "__next__")
    assert not hasattr(coroutine, "__iter__")
    coroutine.close()


def test_a_drive_that_lets_errors_out_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    mistake = load(MISTAKES / "drive_that_lets_errors_of_answer_out.py")
    monkeypatch.setattr(coroutines, "drive", mistake.drive)
    assert verdicts(demo_coroutine()) == [True, True, True, True, False, True]


def test_a_wrong_classification_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    import ast  # noqa: PLC0415 -- here alone

    def any_yield(body: list[ast.AST]) -> bool:
        return any(isinstance(node, ast.Yield) for part in body for node in ast.walk(part))

    monkeypatch.setattr(function_kinds, "_yields", any_yield)
    assert verdicts(demo_def_vs_async_def()) == [True] * 5 + [False]


def test_a_wrong_driver_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_closes(coroutine: Any, _: object) -> None:
        coroutine.close()

    monkeypatch.setattr(coroutines, "drive", only_closes)
    assert verdicts(demo_def_vs_async_def()) == [False, True, False, True, True, True]


def test_a_wrong_loop_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coroutines, "turns_meanwhile", lambda _: 1)
    assert verdicts(demo_def_vs_async_def()) == [True] * 4 + [False, True]


def test_a_wrong_compiler_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coroutines, "_refusal", lambda _: "")
    assert verdicts(demo_def_vs_async_def()) == [True] * 3 + [False, True, True]


def test_a_wrong_chain_or_body_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(coroutines, "await_chain", lambda coroutine: [coroutine.__name__])
        assert verdicts(demo_coroutine()) == [True, True, True, False, True, True]

    async def forgetful(question: str, _: object) -> object:
        return await Ask(question)

    monkeypatch.setattr(coroutines, "reply", forgetful)
    assert verdicts(demo_coroutine())[4] is False


def test_a_wrong_second_run_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def lenient(coroutine: Any, answer: Any) -> object:
        return drive(coroutine, answer) if coroutine.cr_frame else None

    monkeypatch.setattr(coroutines, "drive", lenient)
    assert verdicts(demo_coroutine()) == [True] * 5 + [False]
