"""Q57: real sockets on the loop, its insides, and what the demo shows."""

import ast
import gc
import socket
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from selectors import SelectorKey
from typing import Any

import pytest

from pyinterview.app.replacing import load
from pyinterview.concurrency import event_loop, run
from pyinterview.concurrency.event_loop import (
    _Loop,
    demo_event_loop,
    join,
    readable,
    sleep,
    spawn,
    writable,
)
from pyinterview.lab.clocks import VirtualClock
from pyinterview.lab.evidence import BadInput, Claim, Demo, Table, Timeline


async def upper(connection: socket.socket) -> int:
    """Send back in capitals what comes, until the other end is closed; count the messages."""
    messages = 0
    with connection:
        while True:
            await readable(connection)
            data = connection.recv(1_024)
            if not data:
                return messages
            await writable(connection)
            connection.send(data.upper())
            messages += 1


async def say(connection: socket.socket, *words: bytes) -> list[bytes]:
    """Send each word, and collect the answers."""
    answers = []
    with connection:
        for word in words:
            connection.send(word)
            await readable(connection)
            answers.append(connection.recv(1_024))
    return answers


def test_sockets_are_served_beside_timers() -> None:
    """In virtual time: it stands still while a socket is ready, and jumps when none is."""
    clock = VirtualClock()

    async def main() -> object:
        ours, theirs = socket.socketpair()
        later = await spawn(sleep_twice(2, 3))
        server, client = await spawn(upper(theirs)), await spawn(say(ours, b"one", b"two"))
        answers = await join(client), await join(server), clock.now()
        await join(later)
        return answers

    assert run(main(), clock=clock) == ([b"ONE", b"TWO"], 2, 0)
    assert clock.now() == 5


def test_a_timer_goes_off_though_a_socket_never_is_ready() -> None:
    clock = VirtualClock()
    ours, theirs = socket.socketpair()

    async def main() -> str:
        await spawn(upper(theirs))
        await sleep(5)
        return "awake"

    with ours:
        assert run(main(), clock=clock) == "awake"
    assert theirs.fileno() == -1


def test_fifty_real_clients_are_served_by_one_thread() -> None:
    threads = set()
    lines = [f"client {number}".encode() for number in range(50)]
    loop = _Loop()

    async def serve(listener: socket.socket) -> int:
        tasks = []
        for _ in lines:
            await readable(listener)
            connection, _ = listener.accept()
            tasks.append(await spawn(upper(connection)))
            threads.add(threading.get_ident())
        return sum([await join(task) for task in tasks])

    async def call(address: tuple[str, int], line: bytes) -> list[bytes]:
        client = socket.socket()
        client.setblocking(False)  # noqa: FBT003 -- it takes no keyword
        client.connect_ex(address)
        await writable(client)
        threads.add(threading.get_ident())
        return await say(client, line)

    async def main() -> tuple[list[list[bytes]], int]:
        with socket.create_server(("127.0.0.1", 0), backlog=50) as listener:
            server = await spawn(serve(listener))
            calls = [await spawn(call(listener.getsockname(), line)) for line in lines]
            return [await join(each) for each in calls], await join(server)

    before = threading.active_count()
    assert loop.run(main()) == ([[line.upper()] for line in lines], 50)
    assert threads == {threading.get_ident()}
    assert threading.active_count() == before
    assert loop.rounds <= loop.steps


def test_a_socket_that_cannot_be_waited_for_is_an_error_where_it_is_asked() -> None:
    async def main() -> list[str]:
        ours, theirs = socket.socketpair()
        await spawn(upper(theirs))
        await sleep(0)
        errors = []
        for sock, closed in ((theirs, False), (ours, True)):
            if closed:
                sock.close()
            try:
                await readable(sock)
            except (KeyError, ValueError) as error:
                errors.append(type(error).__name__)
        return errors

    assert run(main(), clock=VirtualClock()) == ["KeyError", "ValueError"]


class Quiet:
    """A selector on which nothing ever happens; it moves the clock."""

    def __init__(self) -> None:
        self.time, self.asked = 0.0, list[float | None]()

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        self.asked.append(timeout)
        self.time += timeout or 0
        return []

    def get_map(self) -> dict[int, SelectorKey]:
        return {}

    def close(self) -> None:
        self.asked.append(None)


def test_in_real_time_the_selector_sleeps_and_never_longer_than_it_can(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quiet = Quiet()
    monkeypatch.setattr(time, "monotonic", lambda: quiet.time)
    monkeypatch.setattr(event_loop, "DefaultSelector", lambda: quiet)
    run(sleep_twice(1.5, 86_400 * 2.5))
    assert quiet.asked == [0, 1.5, 86_400, 86_400, 43_200, None]


async def sleep_twice(first: float, second: float) -> None:
    """Sleep once, and once more."""
    await sleep(first)
    await sleep(second)


def test_for_ever_is_a_delay_too(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[float | None] = []

    class Enough(Quiet):
        def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
            asked.append(timeout)
            if len(asked) == 3:
                raise KeyboardInterrupt
            return []

    monkeypatch.setattr(event_loop, "DefaultSelector", Enough)
    with pytest.raises(KeyboardInterrupt):
        run(sleep_twice(float("inf"), 0))
    assert asked == [0, 86_400, 86_400]


def test_a_task_that_was_late_does_not_make_the_loop_sleep_backwards() -> None:
    """A clock that moves by itself may be past a timer when the loop works out how long to wait."""

    class Ticking(VirtualClock):
        def now(self) -> float:
            self.elapsed += 1
            return self.elapsed

    clock = Ticking()
    assert run(sleep_twice(2, 1), clock=clock) is None


def test_every_task_is_closed_though_closing_one_fails() -> None:
    closed = []

    async def stubborn() -> None:
        try:
            await sleep(9)
        finally:
            await sleep(9)  # nobody runs it any more

    async def plain() -> None:
        try:
            await sleep(9)
        finally:
            closed.append("plain")

    async def main() -> None:
        for routine in (plain(), stubborn(), plain()):
            await spawn(routine)
        await sleep(1)

    with pytest.raises(RuntimeError):
        run(main(), clock=VirtualClock())
    assert closed == ["plain", "plain"]


def test_errors_that_count_as_false_are_errors() -> None:
    class Empty(Exception):
        def __len__(self) -> int:
            return 0

    async def fail() -> None:
        raise Empty

    async def main() -> str:
        try:
            await join(await spawn(fail()))
        except Empty:
            await spawn(fail())
            await sleep(1)
        return "no error"

    with pytest.raises(Empty):
        run(main(), clock=VirtualClock())


def test_a_loop_keeps_nothing_of_a_task_that_has_ended_and_was_joined() -> None:
    loop = _Loop(VirtualClock())

    async def fail() -> None:
        raise LookupError

    async def main() -> None:
        for _ in range(3):
            task = await spawn(fail())
            with pytest.raises(LookupError):
                await join(task)
        assert len(loop.open) == 1
        assert loop.failed == []

    loop.run(main())


def test_the_loop_is_our_own() -> None:
    """Outside of the demo's comparison it knows nothing of asyncio, nor of threads."""
    tree = ast.parse(Path(event_loop.__file__).read_text(encoding="utf-8"))
    names = {node.id for part in tree.body for node in ast.walk(part) if isinstance(node, ast.Name)}
    users = {
        part.name
        for part in tree.body
        if isinstance(part, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and any(
            isinstance(n, ast.Name) and n.id in ("asyncio", "threading") for n in ast.walk(part)
        )
    }
    assert "asyncio" in names
    assert users == {"_on_asyncio"}


def claims(demo: Demo) -> list[Claim]:
    """Return the verdicts."""
    return [piece for piece in demo if isinstance(piece, Claim)]


@pytest.mark.parametrize(
    ("delays", "clients"),
    [
        ((3, 1, 2), 50),
        ((0,), 1),
        ((2, 2, 2, 2, 0, 0, 1, 2), 7),
        ((0.1, 0.2, 0.3, 0.7), 2),
        ((3_600, 0.001), 3),
        (tuple(range(20)), 100),
    ],
)
def test_every_claim_holds_for_any_delays_and_clients(
    delays: Sequence[float], clients: int
) -> None:
    verdicts = claims(demo_event_loop(delays, clients))
    assert [claim.holds for claim in verdicts] == [True] * 6


def test_where_asyncio_promises_no_order_the_claim_says_so() -> None:
    distinct, tied = (claims(demo_event_loop(delays, 1))[2] for delays in ((1, 2), (1,) * 4))
    assert "promises none" not in distinct.text
    assert "promises none" in tied.text


def test_the_timeline_shows_what_is_due_and_not_run() -> None:
    first, second = (piece for piece in demo_event_loop((3, 1), 1) if isinstance(piece, Timeline))
    assert [tuple(span) for span in first.spans] == [
        ("task 1", 0, 3, "sleeps"),
        ("task 2", 0, 1, "sleeps"),
    ]
    assert [tuple(span) for span in second.spans] == [
        ("task 1", 0, 3, "sleeps"),
        ("task 1", 3, 4, "is due, and not run"),
        ("task 2", 0, 1, "sleeps"),
        ("task 2", 1, 4, "is due, and not run"),
        ("blocker", 0, 4, "blocks"),
    ]


def test_the_table_has_both_loops_side_by_side() -> None:
    table = next(piece for piece in demo_event_loop((0.25, 0.125), 1) if isinstance(piece, Table))
    assert list(table.rows) == [
        ("0", "main joins", "main joins"),
        ("0", "task 1 starts", "task 1 starts"),
        ("0", "task 2 starts", "task 2 starts"),
        ("0.125", "task 2 wakes", "task 2 wakes"),
        ("0.25", "task 1 wakes", "task 1 wakes"),
        ("0.25", "main has task 1", "main has task 1"),
        ("0.25", "main has task 2", "main has task 2"),
    ]


@pytest.mark.parametrize(
    ("delays", "clients", "sentence"),
    [
        ((-1,), 1, "--delays: -1 is not between 0 and 3600 seconds"),
        ((1, float("nan")), 1, "--delays: nan is not between"),
        ((float("inf"),), 1, "--delays: inf is not between"),
        ((3_600.5,), 1, "--delays: 3600.5 is not between"),
        ((0.0001,), 1, "--delays: 0.0001 is finer than a millisecond"),
        ((), 1, "--delays: give 1 to 20 numbers, not 0"),
        ((1,) * 2_000, 1, "--delays: give 1 to 20 numbers, not 2,000"),
        ((1,), 0, "--clients: 0 is not between 1 and 100"),
        ((1,), 101, "--clients: 101 is not between 1 and 100"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(
    delays: Sequence[float], clients: int, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        next(demo_event_loop(delays, clients))


def descriptors() -> int:
    """How many files and sockets this process has open, without the list itself."""
    return len([*Path("/dev/fd").iterdir()])


def test_nothing_is_left_behind_wherever_the_reader_stops() -> None:
    claims(demo_event_loop((1,), 1))  # what is imported now stays
    threads, files = threading.active_count(), descriptors()
    for most in range(1, 12):
        for _ in zip(range(most), demo_event_loop((1,), 3), strict=False):
            pass
        assert (threading.active_count(), descriptors()) == (threads, files)


@pytest.mark.parametrize("call", ["create_server", "socket"])
def test_a_machine_without_sockets_gives_no_verdict(
    monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    really = socket.socket

    def refuse(*given: Any, **_: object) -> socket.socket:
        if call == "socket" and given:  # asyncio's own pair
            return really(*given)
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(socket, call, refuse)
    files = descriptors()
    last = claims(demo_event_loop((1,), 3))[-1]
    assert last.holds is None
    assert "Operation not permitted" in str(last.measured)
    assert descriptors() == files


def test_a_connection_that_is_refused_gives_no_verdict_and_leaves_no_socket(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(socket.socket, "getsockopt", lambda *_: 111)
    files = descriptors()
    last = claims(demo_event_loop((1,), 3))[-1]
    assert last.holds is None
    assert "no connection over loopback" in str(last.measured)
    gc.collect()
    assert descriptors() == files


def test_a_wrong_echo_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    async def shout(connection: socket.socket) -> int:
        await upper(connection)
        return threading.get_ident()

    monkeypatch.setattr(event_loop, "_echo", shout)
    assert [claim.holds for claim in claims(demo_event_loop((1,), 3))] == [True] * 5 + [False]


def mistaken(stem: str, monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Return the verdicts with a mistake in the place of run."""
    mistake = load(Path(__file__).parent.parent / "mistakes" / f"{stem}.py")
    monkeypatch.setattr(event_loop, "run", mistake.run)
    return [claim.holds for claim in claims(demo_event_loop())]


def test_wrong_loops_make_claims_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    blocks = mistaken("run_that_sleeps_in_the_task", monkeypatch)
    assert blocks == [False, False, False, True, False, True]
    polls = mistaken("run_by_polling", monkeypatch)
    assert polls == [True, True, True, False, True, True]
    hurries = mistaken("run_that_starts_the_child_first", monkeypatch)
    assert hurries == [True, True, False, True, False, True]
