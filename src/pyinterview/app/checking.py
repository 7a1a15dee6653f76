"""The `check` command: grade a reader's file on truth and cost, and say so in words.

With ``--json`` it prints one object a function, on a line of its own:

======== =======================================================================================
key      value
======== =======================================================================================
function its name
verdict  "solved" or "not yet"
faults   sentences, the first failing fact first; after five the other tests are left out
mistake  the sentence of the known mistake that behaves alike, or null
types    "fine", mypy's first error, or null where there is no mypy
costs    objects, one for each cost that we state: `counts` what, on which `case`; and `n`,
         `counted`, `limit`, `kept`, `growth`, `moved`, `moved_growth`; or `error` in their place
note     why a solved function could not be remembered, or null
======== =======================================================================================

A file that cannot be graded at all gives no object but a sentence on standard error, and exit
code 2. Otherwise the code is 0 if every function is solved, and 1 if not.
"""

import stat
import subprocess
import symtable
import sys
import tempfile
import tokenize
import warnings
from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from time import sleep
from typing import Any

from pyinterview.app import sandbox, terminal
from pyinterview.app.codes import FAILS, HOLDS
from pyinterview.app.needs import require
from pyinterview.app.places import shipped
from pyinterview.app.practice import practisable, remember
from pyinterview.app.reading import print_json
from pyinterview.app.resolve import nearest
from pyinterview.app.terminal import Piece, Writer
from pyinterview.app.watching import IMPORTING
from pyinterview.app.wording import quoted
from pyinterview.lab.evidence import BadInput, cropped
from pyinterview.lab.growth import INCONCLUSIVE

SECONDS = 30.0  # for one function; a typical one takes two
FACTS = 5  # that fail, before the other tests are left out
LOOK_AGAIN = 0.2  # seconds, with --watch
LARGEST = 2**20  # bytes in a reader's file
INI = """[pytest]
addopts = --import-mode=importlib
python_files = test_*.py
python_functions = test_*
"""


class Unusable(BadInput):
    """The reader's file cannot be graded at all."""


class Verdict:
    """What is known about one function of the reader's, as it comes in."""

    def __init__(self, name: str, on_first_fault: Callable[[str], object] = str) -> None:
        self.name = name
        self.on_first_fault = on_first_fault
        self.faults: list[str] = []  # sentences, the first of them the one to read
        self.costs: list[dict[str, Any]] = []
        self.types: str | None = None
        self.mistake: str | None = None
        self.collected: list[str] = []
        self.passed: list[str] | None = None  # set by the last record

    def hear(self, record: dict[str, Any]) -> None:
        """Take in one record of the graded process."""
        kind = record["kind"]
        if kind == "unusable" or (kind == "overdue" and record["what"] == IMPORTING):
            raise Unusable(record.get("why") or OVERDUE.format(**record))
        if kind in FAULTS:
            self.fault(FAULTS[kind](record))
        elif kind == "collected":
            self.collected = record["ids"]
        elif kind == "cost":
            self.costs.append({key: fact for key, fact in record.items() if key != "kind"})
        elif kind == "mistake":
            self.mistake = record["sentence"]
        elif kind == "end":
            self.passed = record["passed"]

    def fault(self, sentence: str) -> None:
        """Add what is wrong, and tell the first at once."""
        self.faults.append(sentence)
        if len(self.faults) == 1:
            self.on_first_fault(sentence)

    def solved(self, expected: Sequence[str], costs: int) -> bool:
        """Tell whether every test that our own answer has to pass was passed, within all costs."""
        return (
            not self.faults
            and bool(expected)
            and self.passed is not None
            and sorted(self.passed) == sorted(expected)
            and len(self.costs) == costs
            and all(cost.get("kept", False) for cost in self.costs)
        )


def told(record: dict[str, Any]) -> str:
    """Say which fact failed, and on which call."""
    if record.get("steps"):
        return f"Not so: {record['test']}. It fails after {record['steps']} ({record['message']})"
    if "call" not in record:
        return f"Not so: {record['test']}. ({record['message']})"
    happened = f"{record['call']} {record['outcome']}"
    left, op, right = (record.get("compared") or "? ? ?").partition(" == ")
    if op and record["outcome"] == f"returned {left}":
        return f"Not so: {record['test']}. {happened}; expected {right}"
    return f"Not so: {record['test']}. {happened}. ({record['message']})"


OVERDUE = "{what} did not finish within {seconds:g} seconds"
FAULTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "example": lambda r: f"{r['call']} {r['came']}; expected {r['want']}",
    "failed": told,
    "unwritten": lambda _: "It is not written yet: it raises NotImplementedError.",
    "overdue": lambda r: capital(OVERDUE.format(**r)) + ".",
    "foul": lambda r: f"It is no answer: {r['why']}.",
    "misshapen": lambda r: f"{r['why']}.",
}


def capital(sentence: str) -> str:
    """Begin a sentence of ours with a capital; code stays as it is."""
    ours = sentence.startswith(("the ", "counting "))
    return sentence[0].upper() + sentence[1:] if ours else sentence


def check(file: str, *, as_json: bool) -> int:
    """Grade every practisable function in *file*."""
    require({"pytest": "pytest", "hypothesis": "hypothesis"}, "check", "practice")
    path = Path(file)
    source = read(path)
    names = defined(source, path)
    if not names:
        word = path.stem.replace("-", "_")
        raise BadInput(
            f"{quoted(file)} defines nothing that can be practised; {nearest(word, word)}"
        )
    return max(check_function(source, name, as_json=as_json) for name in names)


def read(path: Path) -> str:
    """Return the text of the reader's file; `BadInput` with one sentence if it is none."""
    shown = quoted(str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            kind = "a directory" if stat.S_ISDIR(status.st_mode) else "no regular file"
            raise BadInput(f"cannot read {shown}: it is {kind}")
        if status.st_size > LARGEST:
            raise BadInput(f"{shown} has {status.st_size:,} bytes; an answer has a few hundred")
        with tokenize.open(path) as file:
            return file.read()
    except SyntaxError as error:  # from a wrong declaration of its encoding
        raise BadInput(f"{shown} is not UTF-8 text: {error.msg}") from None
    except UnicodeDecodeError as error:
        raise BadInput(f"{shown} is not {error.encoding} text: {error.reason}") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"cannot read {shown}: {reason.lower()}") from None


def defined(source: str, path: Path) -> list[str]:
    """Return the practisable functions that the file defines; those it imports, if no other.

    Raises `BadInput` with one sentence if it is no program.
    """
    shown = quoted(str(path))
    try:
        with warnings.catch_warnings(action="ignore"):
            compile(source, "<answer>", "exec", dont_inherit=True)
            table = symtable.symtable(source, "<answer>", "exec")
    except SyntaxError as error:
        where = f" (line {error.lineno})" if error.lineno else ""
        raise BadInput(f"{shown} is not Python: {error.msg}{where}") from None
    except ValueError:  # 3.12 calls it a SyntaxError
        raise BadInput(f"{shown} is not Python: it contains NUL bytes") from None
    except (RecursionError, MemoryError, OverflowError):
        raise BadInput(f"{shown} is nested too deeply to be compiled") from None
    known = practisable()
    found = [symbol for symbol in table.get_symbols() if symbol.get_name() in known]
    own = [symbol.get_name() for symbol in found if symbol.is_assigned()]
    return own or [symbol.get_name() for symbol in found if symbol.is_imported()]


def check_function(source: str, name: str, *, as_json: bool) -> int:
    """Grade one function, show the verdict, and return its exit code."""
    write = terminal.writer()
    verdict = Verdict(name, str if as_json else lambda fault: show_first(name, fault, write))
    with tempfile.TemporaryDirectory(prefix="pyinterview-") as folder:
        mine, ini = Path(folder, "mine.py"), Path(folder, "pytest.ini")
        mine.write_text(source, encoding="utf-8")
        ini.write_text(INI, encoding="utf-8")
        row = practisable()[name]
        tests = shipped("tests")
        options = ["-q", "-c", str(ini), f"--rootdir={tests}", "-p", "no:cacheprovider"]
        options += [str(tests / row.package / f"test_{row.topic}.py")]
        types = Types(mine, folder)
        expected: list[str] = []
        try:
            theirs = [f"--mine={mine}", f"--function={name}", f"--maxfail={FACTS}"]
            run([*options, *theirs], verdict, types.start)
            if not verdict.faults:
                expected = collected(options)
                explain_silence(verdict, expected)
            verdict.types = types.said()
        finally:
            types.stop()
    solved = verdict.solved(expected, costs_of(name))
    note = remember(name) if solved else None
    if as_json:
        print_json(as_record(verdict, solved=solved, note=note))
    else:
        if not verdict.faults:
            show_head(name, write, solved=solved)
        show(verdict, write, solved=solved, note=note)
    return HOLDS if solved else FAILS


def run(options: list[str], verdict: Verdict, on_tests: Callable[[], None]) -> None:
    """Grade, and turn a child that never ends, or ends too early, into a sentence."""

    def hear(record: dict[str, Any]) -> None:
        verdict.hear(record)
        if record["kind"] == "collected":  # the file can be imported
            on_tests()

    try:
        ending = sandbox.grade(options, SECONDS, hear)
    except sandbox.Overdue as late:
        verdict.hear({"kind": "overdue", "what": late.what, "seconds": late.seconds})
        return
    if verdict.passed is None and not verdict.faults:
        if ending.code < 0:
            how = f"crashes the interpreter (signal {-ending.code})"
        else:
            how = f"ends the process (exit code {ending.code})"
        if ending.doing == IMPORTING:
            raise Unusable(f"importing it {how}")
        verdict.fault(f"It is no answer: it {how}, in {ending.doing}.")


def collected(options: list[str]) -> list[str]:
    """Return the ids of the tests that our own answer passes."""
    ours = Verdict("")
    sandbox.grade([*options, "--collect-only"], SECONDS, ours.hear)
    return ours.collected


def costs_of(name: str) -> int:
    """Return how many costs we state for *name*."""
    module = import_module(f"pyinterview.{practisable()[name].module}")
    return sum(cost.function.__name__ == name for cost in getattr(module, "COSTS", ()))


def explain_silence(verdict: Verdict, expected: Sequence[str]) -> None:
    """Add a fault where the graded process ran other tests than it should."""
    if not expected:
        verdict.fault("The tests could not be collected; see: pyinterview doctor")
    elif sorted(verdict.passed or ()) != sorted(expected):
        missing = len(set(expected) - set(verdict.passed or ()))
        verdict.fault(f"{missing} of {len(expected)} tests were not run to their end.")


class Types:
    """What mypy says of the file at *path*, if it is installed; it works beside the tests."""

    def __init__(self, path: Path, folder: str) -> None:
        self.path = path
        self.folder = folder
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Begin."""
        if find_spec("mypy") is None:
            return
        command = [sys.executable, "-P", "-m", "mypy", "--no-error-summary", "--config-file="]
        command += [f"--cache-dir={self.folder}", "--no-incremental", "--no-site-packages"]
        self.process = subprocess.Popen(
            [*command, "--ignore-missing-imports", str(self.path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            cwd=self.folder,
            env=sandbox.environment(self.folder),
        )
        sandbox.SPARED.add(self.process.pid)

    def said(self) -> str | None:
        """Wait for the verdict and return it in a sentence."""
        if self.process is None:
            return None
        try:
            printed, _ = self.process.communicate(timeout=20)
        except subprocess.TimeoutExpired:
            return "mypy took too long"
        if self.process.returncode not in (0, 1):
            return None  # it could not tell
        errors = [line for line in printed.splitlines() if ": error: " in line]
        if not errors:
            return "fine"
        place, _, message = errors[0].partition(": error: ")
        return f"line {place.rpartition(':')[2]}: {message}"

    def stop(self) -> None:
        """End it if it still runs."""
        if self.process is not None:
            self.process.kill()
            self.process.communicate()
            sandbox.SPARED.discard(self.process.pid)


def cost_sentence(cost: dict[str, Any]) -> str:
    """Say what was counted against what is enough."""
    if "error" in cost:
        return f"On {cost['case']} it could not be counted: {cost['error']}"
    enough = "1 is" if cost["limit"] == 1 else f"{cost['limit']:,} are"
    said = (
        f"{cost['counted']:,} {cost['counts']} for {cost['n']:,} items ({cost['case']});"
        f" {enough} enough; {grows(cost['growth'])}."
    )
    if cost["moved"]:
        said += f" C code moved {cost['moved']:,} elements; {grows(cost['moved_growth'])}."
    return said


def grows(name: str) -> str:
    """Say of which growth class it is."""
    return "its growth is of no usual class" if name == INCONCLUSIVE else f"this grows like {name}"


def as_record(verdict: Verdict, *, solved: bool, note: str | None) -> dict[str, object]:
    """Return the verdict as JSON's kinds of value."""
    return {
        "function": verdict.name,
        "verdict": "solved" if solved else "not yet",
        "faults": verdict.faults,
        "mistake": verdict.mistake,
        "types": verdict.types,
        "costs": verdict.costs,
        "note": note,
    }


def show_first(name: str, fault: str, write: Writer) -> None:
    """Print the first fault as soon as it is known."""
    show_head(name, write, solved=False)
    say(fault, write)


def show_head(name: str, write: Writer, *, solved: bool) -> None:
    """Print the verdict itself."""
    style = "bold green" if solved else "bold red"
    write((Piece(f"{name}: "), Piece("solved" if solved else "not yet", style)))
    write(())


def show(verdict: Verdict, write: Writer, *, solved: bool, note: str | None) -> None:
    """Print what there is to say besides the first fault."""
    more = len(verdict.faults) - 1
    if more > 0:
        facts = "other fact fails; it" if more == 1 else "others fail; they"
        least = "At least " if more >= FACTS - 1 else ""
        say(f"({least}{more} {facts} may have the same cause.)", write)
    if verdict.mistake and not solved:
        say(f"A known mistake: {verdict.mistake}", write)
    for cost in verdict.costs:
        say(cost_sentence(cost), write)
    if verdict.types:
        say(f"Types: {verdict.types}", write)
    if note:
        say(note, write)
    write(())


def say(sentence: str, write: Writer) -> None:
    """Print a sentence, indented."""
    for line in terminal.lay_out(cropped(sentence, 600)):
        write((Piece("  " + line[0].text),))


def watch(file: str, *, as_json: bool) -> int:
    """Check *file* again whenever it is saved, until Ctrl-C."""
    seen: object = None
    while True:
        stamp = version(file)
        if stamp != seen:
            seen = stamp
            try:
                check(file, as_json=as_json)
            except BadInput as error:
                terminal.plain_line((Piece(str(error)),))
        sleep(LOOK_AGAIN)


def version(file: str) -> object:
    """Return what changes when *file* is saved; an editor may put a new file in its place."""
    try:
        status = Path(file).stat()
    except (OSError, ValueError):
        return "missing"
    return status.st_mtime_ns, status.st_size, status.st_ino
