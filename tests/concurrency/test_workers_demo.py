"""Q9: the same loop in processes, how they end, and what the demo says about them."""

import importlib
import math
import multiprocessing
import os
import select
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from pyinterview.app.replacing import load
from pyinterview.concurrency import map_with, workers
from pyinterview.concurrency.workers import demo_threads_vs_processes
from pyinterview.lab.evidence import BadInput, Claim, Evidence, Table, Timeline

# A reader's module, which a worker must be able to import.
TASKS = """
import multiprocessing, os, signal, threading

class Strange(Exception):
    def __init__(self, first, second):
        super().__init__(first)

class Sticky(Exception):
    def __init__(self):
        super().__init__(threading.Lock())

def double(item):
    return 2 * item

def inverse(item):
    return 1 / item

def strange(item):
    raise Strange(item, item)

def sticky(item):
    raise Sticky

def locked(item):
    return {"all": [item, threading.Lock()]}

def die(parent):
    if os.getpid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)

def forever(item):
    if item:
        os.write(1, b".")
        signal.pause()
    raise ValueError(item)

def meet(item):
    with open("pipe", "r" if item == "fails" else "w"):
        pass  # both are open: both calls run
    if item == "fails":
        raise ValueError
    sum(range(10_000_000))
    open("done", "w").close()

def mask(item):
    return sorted(map(int, signal.pthread_sigmask(signal.SIG_BLOCK, [])))

def pid(item):
    return os.getpid()

def not_there(item):
    if multiprocessing.parent_process():
        raise KeyError(item)

class Holder:
    def __init__(self):
        self.inside = [{"lock": threading.Lock()}]

    def method(self, item):
        return item

holder = Holder()
unnamed = lambda item: item
number = 5
"""


@pytest.fixture
def tasks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The reader's module, in the working directory and importable."""
    (tmp_path / "reader_tasks.py").write_text(TASKS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(tmp_path)
    yield importlib.import_module("reader_tasks")
    del sys.modules["reader_tasks"]


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    before = threading.active_count(), signal.pthread_sigmask(signal.SIG_BLOCK, []), sys.path[:]
    yield
    assert multiprocessing.active_children() == []
    after = threading.active_count(), signal.pthread_sigmask(signal.SIG_BLOCK, []), sys.path
    assert after[:2] == before[:2]


def test_processes_return_what_map_does() -> None:
    items = range(20)
    expected = list(map(math.factorial, items))
    assert map_with("processes", math.factorial, iter(items), workers=3) == expected


def test_processes_take_no_items_too() -> None:
    assert map_with("processes", abs, []) == []


def test_a_function_of_the_readers_module_works(tasks: ModuleType) -> None:
    assert map_with("processes", tasks.double, ["a", [1], 2], workers=1) == ["aa", [1, 1], 4]


def test_the_first_failure_comes_before_an_error_of_the_items(tasks: ModuleType) -> None:
    def items(*numbers: int) -> Iterator[int]:
        yield from numbers
        raise KeyError

    with pytest.raises(ZeroDivisionError) as raised:
        map_with("processes", tasks.inverse, items(1, 0), workers=2)
    assert "in inverse" in str(raised.value.__cause__)  # the traceback of the worker
    with pytest.raises(KeyError):
        map_with("processes", tasks.inverse, items(1, 2), workers=2)


@pytest.mark.parametrize("workers", [1, 2])
def test_there_are_no_more_processes_than_workers(tasks: ModuleType, workers: int) -> None:
    pids = map_with("processes", tasks.pid, range(20), workers=workers)
    assert 1 <= len(set(pids) - {os.getpid()}) <= workers
    assert os.getpid() not in pids


@pytest.mark.parametrize(("kind", "expected"), [("processes", 3), ("threads", 7)])
def test_by_default_the_usable_cores_are_counted(
    monkeypatch: pytest.MonkeyPatch, kind: Any, expected: int
) -> None:
    asked: list[int] = []

    def note(_: object, items: Iterator[int], number: int) -> list[int]:
        asked.append(number)
        return list(items)

    monkeypatch.setattr(workers, f"_in_{kind}", note)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 2, 3}, raising=False)
    map_with(kind, abs, [])
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(64))
    map_with(kind, abs, [])
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    map_with(kind, abs, [])
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    map_with(kind, abs, [])
    most = {"processes": 64, "threads": 32}[kind]
    alone = {"processes": 1, "threads": 5}[kind]
    assert asked == [expected, most, expected, alone]


def test_a_killed_worker_is_an_error(tasks: ModuleType) -> None:
    with pytest.raises(BrokenProcessPool):
        map_with("processes", tasks.die, [os.getpid()] * 9, workers=2)


class Loop:
    """It refers to itself, and to something that cannot be pickled."""

    def __init__(self) -> None:
        self.me = [self]
        self.zeta = threading.Lock()

    def method(self, item: object) -> object:
        return item


class Refuses:
    """It raises what it likes when it is pickled."""

    def __reduce__(self) -> str:
        raise ZeroDivisionError


@pytest.mark.parametrize(
    ("fn", "items", "sentence"),
    [
        (
            abs,
            [{"lock": threading.Lock()}],
            "items[0]['lock'] cannot be pickled: it is of type lock",
        ),
        (abs, [1, [2, (3, len, sys)]], "items[1][1][2] cannot be pickled"),
        (abs, [Loop()], "items[0].zeta cannot be pickled: it is of type lock"),
        (abs, [[Refuses()]], "items[0][0] cannot be pickled: it is of type Refuses"),
        (abs, [{threading.Lock()}], "items[0] cannot be pickled: it is of type set"),
        (lambda number: number, [], "fn cannot be pickled: it is of type function"),
        (Loop().method, [], "fn.__self__.zeta cannot be pickled"),
        (threading.Lock().acquire, [], "fn.__self__ cannot be pickled: it is of type lock"),
    ],
)
def test_what_cannot_be_pickled_is_named(
    fn: Callable[[Any], object], items: list[object], sentence: str
) -> None:
    with pytest.raises(TypeError) as raised:
        map_with("processes", fn, items, workers=1)
    assert str(raised.value).startswith(sentence)


def test_where_only_a_cycle_is_left_the_whole_is_named() -> None:
    class Local:
        """No worker can import it."""

        def __init__(self) -> None:
            self.me = [self]

    items: list[Any] = [1, Local()]
    with pytest.raises(TypeError, match=r"^items\[1\] cannot be pickled: it is of type Local$"):
        map_with("processes", abs, items, workers=1)


def test_a_path_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    followed: list[object] = []
    really = workers._parts  # noqa: SLF001 -- counted

    def parts(value: object) -> list[tuple[str, object]]:
        followed.append(value)
        return really(value)

    monkeypatch.setattr(workers, "_parts", parts)
    deep: list[Any] = [threading.Lock()]
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(TypeError) as raised:
        map_with("processes", len, [deep[0][0]], workers=1)
    assert len(str(raised.value)) < 200
    assert len(followed) < 100


def test_a_function_with_attributes_is_named_and_not_they(tasks: ModuleType) -> None:
    tasks.unnamed.lock = threading.Lock()
    with pytest.raises(TypeError, match=r"^fn cannot be pickled: it is of type function"):
        map_with("processes", tasks.unnamed, [1])


def test_a_result_that_cannot_be_pickled_is_named(tasks: ModuleType) -> None:
    with pytest.raises(TypeError, match=r"^the result\['all'\]\[1\] cannot be pickled"):
        map_with("processes", tasks.locked, [1], workers=1)


@pytest.mark.parametrize(("name", "told"), [("strange", "Strange: 1"), ("sticky", "Sticky: <")])
def test_an_exception_that_cannot_travel_is_told_in_words(
    tasks: ModuleType, name: str, told: str
) -> None:
    with pytest.raises(RuntimeError, match=rf"^{told}.* \(the exception cannot be pickled\)$"):
        map_with("processes", getattr(tasks, name), [1], workers=1)


def test_a_function_that_a_worker_cannot_import_is_an_error(tasks: ModuleType) -> None:
    tasks.__name__ = "reader_tasks"
    sys.path.remove(str(Path.cwd()))
    with pytest.raises(ModuleNotFoundError):
        map_with("processes", tasks.double, [1], workers=1)


def test_ctrl_c_is_left_to_the_parent(tasks: ModuleType) -> None:
    assert map_with("processes", tasks.mask, [1], workers=1) == [[signal.SIGINT]]


def test_a_failure_waits_for_the_calls_that_run(tasks: ModuleType) -> None:
    os.mkfifo("pipe")
    with pytest.raises(ValueError):
        map_with("processes", tasks.meet, ["fails", "works"], workers=2)
    assert Path("done").exists()


def test_an_interruption_kills_the_workers(tasks: ModuleType) -> None:
    def items() -> Iterator[int]:
        yield from (1, 2)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        map_with("processes", tasks.forever, items(), workers=2)


def test_an_interruption_while_other_calls_are_waited_for_kills_them_too(
    tasks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = ProcessPoolExecutor.shutdown
    interrupted: list[object] = []

    def shutdown(pool: ProcessPoolExecutor, **options: Any) -> None:
        if not interrupted:
            interrupted.append(pool)
            raise KeyboardInterrupt
        really(pool, **options)

    monkeypatch.setattr(ProcessPoolExecutor, "shutdown", shutdown)
    with pytest.raises(KeyboardInterrupt):
        map_with("processes", tasks.forever, [0, 1], workers=2)


PROGRAM = """
import os, signal, sys
from pyinterview.concurrency import map_with

def wait(item):
    os.write(1, b".")
    if sys.argv[1] == "threads":
        os.read(0, 1)
    else:
        signal.pause()

if __name__ == "__main__":
    map_with(sys.argv[1], wait, range(9), workers=2)
"""


def session_of(leader: int) -> list[int]:
    """The processes of a session that live; those that are about to end are waited for."""
    alive = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, *numbers = path.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        if int(numbers[2]) == leader and state not in "ZX":
            alive.append(int(path.parent.name))
    ended = []
    for pid in alive:
        try:
            descriptor = os.pidfd_open(pid)
        except ProcessLookupError:
            ended.append(pid)
            continue
        if select.select([descriptor], [], [], 10)[0]:
            ended.append(pid)
        os.close(descriptor)
    return [pid for pid in alive if pid not in ended]


def interrupted(
    tmp_path: Path, kind: str, number: signal.Signals, kill: Callable[[int, int], None]
) -> tuple[int, str, list[int]]:
    """Run the program, signal when two calls run; its code, standard error and who survives."""
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    pipe = subprocess.PIPE
    with subprocess.Popen(
        [sys.executable, "-P", str(tmp_path / "program.py"), kind],
        stdin=pipe,
        stdout=pipe,
        stderr=pipe,
        start_new_session=True,
    ) as child:
        assert child.stdout
        try:
            assert child.stdout.read(2) == b".."
            kill(child.pid, number)
            rest, said = child.communicate(timeout=30)  # until all who have these pipes are gone
            assert kind == "threads" or rest == b""  # no further call was begun
            return child.returncode, said.decode(), session_of(child.pid)
        finally:
            if child.returncode is None:
                os.killpg(child.pid, signal.SIGKILL)


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the session is in /proc")


@linux
@pytest.mark.parametrize("kind", ["processes", "threads"])
@pytest.mark.parametrize("kill", [os.kill, os.killpg])
def test_after_ctrl_c_no_process_of_the_session_is_left(
    tmp_path: Path, kind: str, kill: Callable[[int, int], None]
) -> None:
    """The calls in threads end when their standard input does, so all wait for a call to end."""
    code, said, left = interrupted(tmp_path, kind, signal.SIGINT, kill)
    assert left == []
    assert code == -signal.SIGINT
    assert said.endswith("KeyboardInterrupt\n")
    assert said.count("Traceback") == 1


@linux
def test_when_the_parent_is_killed_the_workers_end(tmp_path: Path) -> None:
    code, _, left = interrupted(tmp_path, "processes", signal.SIGKILL, os.kill)
    assert left == []
    assert code == -signal.SIGKILL


def test_a_worker_waits_for_its_parent_and_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same in this process, where the end can be looked at."""
    done = threading.Event()
    seen: list[object] = []

    class Parent:
        def join(self) -> None:
            seen.append("joined")

    def end(code: int) -> None:
        seen.append(code)
        done.set()

    monkeypatch.setattr(multiprocessing, "parent_process", Parent)
    monkeypatch.setattr(os, "_exit", end)
    workers._end_with_parent()  # noqa: SLF001 -- only a worker calls it
    assert done.wait(5)
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(5)
    assert seen == ["joined", 1]


def test_what_a_worker_calls_can_be_called_here(
    tasks: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pickle import dumps, loads  # noqa: PLC0415 -- needed here alone

    def apply(fn: Callable[[int], object], item: int) -> Any:
        return loads(workers._apply(dumps(fn), dumps(item)))  # noqa: S301, SLF001 -- only a worker calls it

    assert apply(tasks.double, 4) == 8
    for name, error in {"inverse": ZeroDivisionError, "strange": RuntimeError}.items():
        with pytest.raises(error):
            apply(getattr(tasks, name), 0)
    with pytest.raises(TypeError):
        apply(tasks.locked, 0)
    killed: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "kill", lambda *asked: killed.append(asked))
    assert workers._die(os.getpid()) == "not in a process of its own"  # noqa: SLF001 -- the same
    assert killed == []
    workers._die(0)  # noqa: SLF001 -- the same
    assert killed == [(os.getpid(), signal.SIGKILL)]


# -- the demo


def claims(evidence: list[Evidence]) -> list[Claim]:
    """The verdicts."""
    return [piece for piece in evidence if isinstance(piece, Claim)]


@pytest.fixture(scope="module")
def shown() -> list[Evidence]:
    """What the demo shows by itself."""
    return list(demo_threads_vs_processes())


def test_every_claim_holds_or_says_why_it_cannot_tell(shown: list[Evidence]) -> None:
    assert [claim.holds for claim in claims(shown)][:4] == [True] * 4
    assert claims(shown)[4].holds in (True, None)
    assert claims(shown)[5].holds is True


def test_the_costs_are_in_one_unit_and_rise(shown: list[Evidence]) -> None:
    table = next(piece for piece in shown if isinstance(piece, Table))
    for name, alone, _, processes in table.rows:
        if name != "one of your items":
            assert isinstance(alone, int)
            assert isinstance(processes, int)
            assert alone < processes


def test_the_timeline_has_a_lane_for_every_worker(shown: list[Evidence]) -> None:
    (line,) = (piece for piece in shown if isinstance(piece, Timeline))
    lanes = {span.lane for span in line.spans}
    assert {"sequential", "threads 1", "processes 1"} <= lanes
    assert lanes <= {
        "sequential",
        *(f"{kind} {n}" for kind in ("threads", "processes") for n in (1, 2)),
    }
    assert len(line.spans) == 18
    assert all(span.start < span.end for span in line.spans)


def test_a_readers_function_is_found_in_the_working_directory(tasks: ModuleType) -> None:
    sys.path.remove(str(Path.cwd()))
    assert tasks.__name__ == "reader_tasks"
    verdicts = claims(list(demo_threads_vs_processes("reader_tasks:double", ["x", "[1]", "2"], 1)))
    assert [claim.holds for claim in verdicts] == [True, True, True, True, None, True]
    assert "one core or worker" in str(verdicts[4].measured)
    assert str(Path.cwd()) not in sys.path


def test_a_function_that_depends_on_its_process_is_not_called_wrong(tasks: ModuleType) -> None:
    verdicts = claims(list(demo_threads_vs_processes(f"{tasks.__name__}:pid", ["1", "2"])))
    assert verdicts[0].holds is None
    assert "depends on more than its item" in str(verdicts[0].measured)


@pytest.mark.parametrize(
    ("function", "items", "number", "sentence"),
    [
        ("math:sqrt", ["1"], 0, r"--workers: 0 for \d+ cores is not sensible; give 1 to \d+"),
        ("math:sqrt", ["1"], 100_000, r"--workers: 100000 for \d+ cores is not sensible"),
        ("math:sqrt", [], 1, r"--items: give 1 to 1,000 items, not 0"),
        ("math:sqrt", ["1"] * 1_001, 1, r"--items: give 1 to 1,000 items, not 1,001"),
        ("math:sqrt", ["1", "x"], 1, r"--items: 'math:sqrt' refuses 'x' with TypeError: must be"),
        ("sys:exit", ["1"], 1, r"--items: 'sys:exit' refuses 1 with SystemExit: 1"),
        ("math", ["1"], 1, r"--function: 'math' is not of the form module:function"),
        ("nosuch:f", ["1"], 1, r"--function: cannot import 'nosuch': ModuleNotFoundError"),
        ("reader_tasks:number", ["1"], 1, r"--function: 'reader_tasks:number' is not a function"),
        ("reader_tasks:unnamed", ["1"], 1, r"--function: .* cannot be sent: it cannot be pickled"),
        ("reader_tasks:holder.method", ["1"], 1, r"it.__self__.inside\[0\]\['lock'\] cannot be"),
        ("reader_tasks:locked", ["1"], 1, r"returns cannot be sent back: it\['all'\]\[1\] cannot"),
        ("reader_tasks:not_there", ["1"], 1, r"runs in a loop but not in processes: KeyError: 1"),
    ],
)
def test_what_cannot_be_used_is_said_in_a_sentence(
    tasks: ModuleType, function: str, items: list[str], number: int, sentence: str
) -> None:
    assert tasks.__name__ == "reader_tasks"
    with pytest.raises(BadInput, match=sentence) as raised:
        next(demo_threads_vs_processes(function, items, number))
    assert "\n" not in str(raised.value)


def test_nothing_is_left_when_the_reader_stops_early() -> None:
    demo = demo_threads_vs_processes()
    next(demo)
    assert multiprocessing.active_children() == []
    demo.close()  # type: ignore[attr-defined]  # a generator has it


def run(
    *, each: float = 1, sending: float = 0.001, primes: float = 1, starting: float = 0, n: int = 4
) -> Any:
    """Make up a run: seconds for an item, for sending, and for all the primes."""
    lengths = {"nothing": sending * workers.CALLS, "primes": primes, "items": each * n}
    counts = {"nothing": workers.CALLS, "primes": 1, "items": n}
    seen, at = {}, 0.0
    for part, seconds in lengths.items():
        step = seconds / counts[part]
        seen[part] = [
            workers._Seen(0, 1, at + k * step, at + (k + 1) * step, None)  # noqa: SLF001 -- made up
            for k in range(counts[part])
        ]
        at += seconds
    return workers._Run(starting + at, 0.0, True, seen, 0, 0)  # noqa: FBT003, SLF001 -- the same


@pytest.mark.parametrize(
    ("loop", "processes", "cores", "holds", "said"),
    [
        (run(), run(each=0.5, primes=0.5), 2, True, "they win from 1 such items on"),
        (run(), run(each=0.5, primes=0.5, starting=20), 2, True, "they win from 41 such items on"),
        (run(each=0.0001), run(each=0.01, primes=0.5), 2, True, "so they never win"),
        (run(), run(each=1, primes=0.5, starting=20), 1, None, "one core or worker"),
        (run(), run(each=1, primes=1), 2, None, "no speed-up: 1 times"),
        (run(), run(each=0.5, primes=0.5, starting=2), 2, None, "too close to call"),
        (run(), run(each=2, primes=0.5), 2, None, "a busy machine"),
        (run(), run(each=9, primes=0.1), 8, False, "a busy machine"),
    ],
)
def test_the_crossover_is_told_where_the_machine_can_tell_it(
    loop: Any, processes: Any, cores: int, *, holds: bool | None, said: str
) -> None:
    runs: Any = {"sequential": loop, "processes": processes}
    claim = workers._crossover(runs, cores)  # noqa: SLF001 -- a real machine is in one state only
    assert claim.holds is holds
    assert said in f"{claim.measured} {claim.expected}"


def test_results_without_an_equality_of_their_own_are_compared_as_they_look() -> None:
    class Moody:
        def __eq__(self, other: object) -> bool:
            raise ValueError

        __hash__ = None  # type: ignore[assignment]  # as any class with __eq__

    assert workers._same(math.nan, float("nan"))  # noqa: SLF001 -- it decides a verdict
    assert workers._same({1, 2}, {2, 1})  # noqa: SLF001 -- the same
    assert not workers._same(Moody(), Moody())  # noqa: SLF001 -- the same


@pytest.mark.parametrize("mistake", ["map_with_as_completed"])
def test_a_mistake_makes_the_first_claim_fail(
    monkeypatch: pytest.MonkeyPatch, mistake: str
) -> None:
    path = Path(__file__).parent.parent / "mistakes" / f"{mistake}.py"
    monkeypatch.setattr(workers, "map_with", load(path).map_with)
    verdicts = claims(list(demo_threads_vs_processes()))
    assert verdicts[0].holds is False
    assert "not in their places" in str(verdicts[0].measured)


def test_processes_that_are_threads_make_claims_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def threads(_: object, fn: Any, items: Any, *, workers: int) -> list[Any]:
        return map_with("threads", fn, items, workers=workers)

    monkeypatch.setattr(workers, "map_with", threads)
    verdicts = claims(list(demo_threads_vs_processes()))
    assert [verdicts[at].holds for at in (0, 1, 2, 5)] == [True, False, False, False]
    assert "not in a process of its own" in str(verdicts[5].measured)
