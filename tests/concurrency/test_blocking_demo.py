"""Q7: what the demo shows for any delays and any file, what it refuses, and how it finds calls."""

import asyncio
import os
import re
import threading
import warnings
from collections.abc import Awaitable
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from pyinterview.app.replacing import load
from pyinterview.concurrency import blocking
from pyinterview.concurrency.blocking import BLOCKING, SAMPLE, demo_sync_vs_async
from pyinterview.concurrency.blocking import find_blocking_calls as find
from pyinterview.lab.evidence import BadInput, Claim, Demo, Evidence, Table, Timeline


def of_kind(kind: type[Any], evidence: Demo) -> list[Any]:
    """The pieces of one kind."""
    return [piece for piece in evidence if isinstance(piece, kind)]


def verdicts(**options: Any) -> list[bool | None]:
    """What the claims say."""
    return [claim.holds for claim in of_kind(Claim, demo_sync_vs_async(**options))]


def indented(*lines: str) -> str:
    """The body of an async function, below imports of all that can block."""
    imports = "import asyncio, concurrent.futures, os, requests, select, socket, subprocess, time\n"
    imports += "import urllib.request\nasync def f():\n"
    return imports + "".join(f"    {line}\n" for line in lines)


def calls(source: str) -> list[str]:
    """What is found in a program, which has to be one."""
    compile(source, "source", "exec")
    return [finding.call for finding in find(source)]


@pytest.mark.parametrize(
    ("delays", "limit"),
    [
        ([0.0], 1),
        ([0.0] * 30, 7),
        ([0.1, 0.2, 0.3], 1),
        ([0.1, 0.2, 0.30000000000000004], 2),
        ([5e-324, 86_400.0, 1e-9], 2),
        ([3, 1, 2], 10**30),
        ([86_400] * 30, 1),
    ],
)
def test_every_claim_holds_for_any_delays(delays: list[float], limit: int) -> None:
    assert verdicts(delays=delays, limit=limit) == [True] * 9


def test_there_is_a_chart_for_each_way() -> None:
    charts: list[Timeline] = of_kind(Timeline, demo_sync_vs_async([3.0, 1.0, 2.0], 2))
    times = [[(span.lane, span.start, span.end) for span in chart.spans] for chart in charts]
    in_turn = [("1", 0, 3), ("2", 3, 4), ("3", 4, 6)]
    together = [("1", 0, 3), ("2", 0, 1), ("3", 0, 2)]
    assert times == [*[in_turn] * 3, *[together] * 2, [("1", 0, 3), ("2", 0, 1), ("3", 1, 3)]]


def test_the_planted_lines_are_found_whatever_the_program() -> None:
    assert verdicts()[-2:] == [True, True]
    planted = [n for n, line in enumerate(SAMPLE.split("\n"), 1) if "# planted" in line]
    assert [finding.line for finding in find(SAMPLE)] == planted
    assert len(planted) == 9


@pytest.mark.parametrize(
    "source",
    [
        "",
        "\ufeffasync def f(): input()\r\n",
        "import time\nasync def f(): time.sleep(1)\n" * 31,
        "time = t = sleep = input = None",
        "class K:\n  async def f(self):\n    input()\n  # the end",
        "x = '\\d'",
    ],
)
def test_every_claim_holds_for_any_file(source: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_bytes(source.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert verdicts(file=str(file)) == [True] * 9


def test_the_table_is_about_the_readers_file_and_cut_where_it_is_long(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text(
        "import os\nos.abort()\nclass K:\n  async def f(self):\n" + "    input()\n" * 40
    )
    table: Table
    (table,) = of_kind(Table, demo_sync_vs_async(file=str(file)))
    assert re.fullmatch(r"Blocking calls in async functions of '.*: 40; the first 30", table.title)
    assert table.rows == [(line, "K.f", "input") for line in range(5, 35)]


@pytest.mark.parametrize("name", sorted(BLOCKING))
def test_every_call_of_the_list_is_found_at_once_and_by_way_of_a_name(name: str) -> None:
    assert calls(indented(f"{name}(1)"))[-1:] == [name]
    owner, _, last = name.rpartition("().")
    if owner:
        assert name in calls(indented(f"x = {owner}()", f"x.{last}()"))
        assert name in calls(indented(f"with {owner}() as x:", f"    x.{last}()"))
        assert name in calls(indented(f"if (x := {owner}()):", f"    x.{last}()"))
        assert name in calls(indented(f"x: object = {owner}()", f"x.{last}()"))


ALIASES = [
    "from time import sleep\nasync def f(): sleep(1)",
    "from time import sleep as s\nasync def f(): s(1)",
    "import time as t\nasync def f(): t.sleep(1)",
    "import time\nwait = time.sleep\nasync def f(): wait(1)",
    "async def f():\n    from time import sleep\n    sleep(1)",
    "async def f(): time.sleep(1)\nimport time",
    "try: import time\nexcept ImportError: time = None\nasync def f(): time.sleep(1)",
    "import time\nclass K:\n    time = None\n    async def f(self): time.sleep(1)",
    "import time\nasync def f():\n    class K:\n        time.sleep(1)",
    "import time\nasync def f(): return [time.sleep(n) for n in 'ab']",
    "import time\nasync def f(): return {n: time.sleep(n) async for n in g()}",
    "import time\nasync def f():\n    def g(x=time.sleep(1)): ...",
    "import time\nasync def f():\n    @time.sleep(1)\n    def g(): ...",
    "import time\nasync def f():\n    class K(time.sleep(1)): ...",
    "import time\nasync def f(): return lambda x=time.sleep(1): x",
    "import time\ndef g():\n    async def f():\n        await time.sleep(1)",
    "import time\nif 1:\n  class K:\n    async def f(self):\n      print(time.sleep(1))",
    "import time\ndef f(time): ...\nasync def f(): time.sleep(1)",
    "import time, os, time\nasync def f(): time.sleep(1)",
    "import time\nasync def f(): return [time for time in 'ab'], time.sleep(1)",
    "import time\nasync def f():\n    class K: time = None\n    time.sleep(1)",
]


@pytest.mark.parametrize("source", ALIASES)
def test_a_call_is_found_by_whatever_name_and_in_whatever_place(source: str) -> None:
    assert calls(source) == ["time.sleep"]


HARMLESS = [
    "import time\ntime.sleep(1)\ndef f(): time.sleep(1)",
    "import time\nasync def f(): time.time()",
    "import time\nasync def f(): return time.sleep",
    "import time, asyncio\nasync def f(): await asyncio.to_thread(time.sleep, 1)",
    "import time\nasync def f():\n    def g(): time.sleep(1)\n    return lambda: time.sleep(1)",
    "import time\n@time.sleep(1)\nasync def f(x=time.sleep(1)): ...",
    "import asyncio\nasync def f(): await asyncio.sleep(1)",
    "from asyncio import sleep\nasync def f(): await sleep(1)",
    "from .time import sleep\nasync def f(): sleep(1)",
    "from . import time\nasync def f(): time.sleep(1)",
    "import mine as time\nasync def f(): time.sleep(1)",
    "import time.sleep as t\nasync def f(): t.time(1)",
    "import time\nimport mine as time\nasync def f(): time.sleep(1)",
    "async def f(): time.sleep(1)",
    "import time\nasync def f(time): time.sleep(1)",
    "import time\nasync def f(*, time): time.sleep(1)",
    "import time\ndef g(time):\n    async def f(): time.sleep(1)",
    "import time\nasync def f():\n    time = g()\n    time.sleep(1)",
    "import time\nasync def f():\n    for time in g(): time.sleep(1)",
    "import time\nasync def f():\n    with g() as (time, x): time.sleep(1)",
    "import time\nasync def f(): return [time.sleep(1) for time in g()]",
    "import time\nasync def f():\n    try: ...\n    except E as time: time.sleep(1)",
    "import time\nasync def f(x):\n    match x:\n        case time: time.sleep(1)",
    "import time\nasync def f(x):\n    match x:\n        case [*time]: time.sleep(1)",
    "import time\nasync def f(x):\n    match x:\n        case {**time}: time.sleep(1)",
    "import time\nasync def f():\n    def time(): ...\n    time.sleep(1)",
    "import time\nasync def f():\n    async def time(): ...\n    time.sleep(1)",
    "import time\nasync def f():\n    class time: ...\n    time.sleep(1)",
    "import time\nclass K:\n    async def f(self):\n        time = self\n        time.sleep(1)",
    "input = print\nasync def f(): input()",
    "import socket\nasync def f(s): s.recv(1)",
    "import socket\nasync def f():\n    s = socket.socket()\n    s = other()\n    s.recv(1)",
    "import socket\nasync def f():\n    s = await socket.socket()\n    s.recv(1)",
    "import socket\nasync def f():\n    s = socket.socket\n    s.recv(1)",
    "import socket\nasync def f():\n    s = r = socket.socket()\n    s.setblocking(False)",
    "async def f():\n    a = b\n    b = a\n    a.sleep(1)",
    "async def f(x): (x or x).sleep(1), x[0].sleep(1), 'a'.join('b')",
]


@pytest.mark.parametrize("source", HARMLESS)
def test_nothing_is_invented(source: str) -> None:
    assert calls(source) == []


def inner_functions(code: CodeType) -> list[str]:
    """The names of all functions in a code object."""
    inner = [each for each in code.co_consts if isinstance(each, CodeType)]
    return [name for each in inner for name in [each.co_qualname, *inner_functions(each)]]


def test_functions_are_named_as_python_names_them() -> None:
    source = "class K:\n  async def f(self):\n    input()\n    async def g():\n      input()\n"
    source += "h = lambda: 0\nasync def i():\n  class L:\n    input()\n    async def j(): input()\n"
    names = [finding.function for finding in find(source)]
    assert names == ["K.f", "K.f.<locals>.g", "i", "i.<locals>.L.j"]
    assert set(names) <= set(inner_functions(compile(source, "source", "exec")))


def test_calls_come_in_the_order_of_the_text() -> None:
    source = indented("input(); os.wait()", "time.sleep(requests.Session().get()); input()")
    found = [(finding.line - 3, finding.call) for finding in find(source)]
    assert found == [
        (1, "input"),
        (1, "os.wait"),
        (2, "requests.Session().get"),
        (2, "time.sleep"),
        (2, "input"),
    ]


def test_what_is_deep_is_scanned_all_the_same() -> None:
    deep = "input()" + " + a" * 500
    assert calls(f"async def f(a): {deep}") == ["input"]
    chain = "a" + ".b()" * 150
    assert calls(f"async def f(a): {chain}; input()") == ["input"]


def test_what_is_no_python_is_a_syntax_error() -> None:
    with pytest.raises(SyntaxError):
        find("async def f(: ...")


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"delays": []}, "--delays: 0 are given; give 1 to 30"),
        ({"delays": [1.0] * 31}, "--delays: 31 are given; give 1 to 30"),
        ({"delays": [1.0, -0.5]}, "--delays: -0.5 is not between 0 and 86,400 seconds"),
        ({"delays": [float("nan")]}, "--delays: nan is not between"),
        ({"delays": [float("inf")]}, "--delays: inf is not between"),
        ({"delays": [86_401.0]}, "--delays: 86401.0 is not between"),
        ({"limit": 0}, "--limit: 0 is less than 1; at least one has to run"),
        ({"limit": -3}, "--limit: -3 is less than 1"),
    ],
)
def test_wrong_numbers_are_said_in_a_sentence(options: dict[str, Any], sentence: str) -> None:
    with pytest.raises(BadInput, match=re.escape(sentence)):
        next(demo_sync_vs_async(**options))


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff", "is not UTF-8 text: byte 0 is wrong"),
        (b"print 'hello'", r"does not parse as Python 3\.\d+: line 1: Missing parentheses in"),
        (b"async def f(:\n", "does not parse as Python"),
        (b"x = 1\0", "does not parse"),
        (b"(" * 300 + b"1" + b")" * 300, "does not parse"),
        (b"x = " + b"-" * 100_000 + b"1", "does not parse"),
        (b"#" * (2**18 + 1), "is larger than 256 KiB; name a smaller file"),
    ],
)
def test_a_wrong_file_is_said_in_a_sentence(content: bytes, sentence: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_bytes(content)
    with pytest.raises(BadInput, match=f"--file: '.* {sentence}") as said:
        next(demo_sync_vs_async(file=str(file)))
    assert "\n" not in str(said.value)


def test_what_is_no_file_is_said_in_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    wrong = {
        str(tmp_path): "is a directory; name a .py file",
        f"{tmp_path}/missing.py": "does not exist; name a .py file",
        f"{tmp_path}/pipe": "is no regular file; name a .py file",
        "nul\0": "cannot be read: .*null",
        "x" * 300: "cannot be read: file name too long",
    }
    for file, sentence in wrong.items():
        with pytest.raises(BadInput, match=f"--file: .* {sentence}"):
            next(demo_sync_vs_async(file=file))


def test_a_file_without_permission_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("secret.py").touch()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(BadInput, match=r"'secret\.py' cannot be read: permission denied"):
        next(demo_sync_vs_async(file="secret.py"))


def test_nothing_is_left_behind_wherever_the_reader_stops() -> None:
    before = threading.active_count()
    seen: list[Evidence] = []
    for most in (1, 6, 100):
        for piece, _ in zip(demo_sync_vs_async(), range(most), strict=False):
            seen.append(piece)
            assert threading.active_count() == before
    with pytest.raises(RuntimeError, match="no running event loop"):
        asyncio.get_running_loop()


def test_a_wrong_gather_limited_makes_claims_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    failing = {}
    for path in sorted((Path(__file__).parent.parent / "mistakes").glob("gather_limited_*.py")):
        monkeypatch.setattr(blocking, "gather_limited", load(path).gather_limited)
        failing[path.stem.removeprefix("gather_limited_")] = verdicts()[3:6]
    assert failing == {
        "by_batches": [False, True, False],
        "by_gather": [True, True, False],
        "by_task_group": [True, True, False],
        "by_workers": [True, True, True],
        "in_order_of_completion": [True, False, False],
    }


def test_a_wrong_gather_limited_makes_a_claim_about_ends_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def unlimited(_: int, *awaitables: Awaitable[Any]) -> list[Any]:
        return await asyncio.gather(*awaitables)

    async def forgetful(_: int, *awaitables: Awaitable[Any]) -> list[Any]:
        return [await awaitable for awaitable in awaitables[:1]]

    monkeypatch.setattr(blocking, "gather_limited", unlimited)
    assert verdicts()[3:6] == [False, False, False]
    monkeypatch.setattr(blocking, "gather_limited", forgetful)
    assert verdicts()[3:6] == [False, False, False]


def test_a_wrong_scan_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocking, "BLOCKING", {"input"})
    assert verdicts()[-2:] == [False, False]
    monkeypatch.setattr(blocking, "BLOCKING", BLOCKING | {"asyncio.sleep", "asyncio.to_thread"})
    assert verdicts()[-2:] == [False, True]
