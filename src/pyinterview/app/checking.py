"""The `check` command: grade a reader's file on truth and cost, and say so in words."""

import ast
import inspect
import re
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from time import sleep
from typing import Any

from pyinterview.app import sandbox, terminal
from pyinterview.app.benching import shipped
from pyinterview.app.codes import FAILS, HOLDS
from pyinterview.app.needs import require
from pyinterview.app.practice import hints, practisable, remember, signature_of
from pyinterview.app.reading import print_json
from pyinterview.app.resolve import nearest
from pyinterview.app.terminal import Piece, Writer
from pyinterview.app.wording import cropped, quoted
from pyinterview.lab.evidence import BadInput

SECONDS = 40.0  # for one function; a typical file takes five
INI = """[pytest]
addopts = --import-mode=importlib
python_files = test_*.py
python_functions = test_*
"""


class Unusable(BadInput):
    """The reader's file cannot be graded at all."""


class Verdict:
    """What is known about one function of the reader's, as it comes in."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[str] = []  # sentences, the first of them the one to read
        self.costs: list[dict[str, Any]] = []
        self.types: str | None = None
        self.mistake: str | None = None
        self.collected: list[str] = []
        self.passed: list[str] | None = None  # set by the last record

    def hear(self, record: dict[str, Any]) -> None:
        """Take in one record of the graded process."""
        kind = record["kind"]
        if kind == "unusable":
            raise Unusable(record["why"])
        if kind in FAULTS:
            self.faults.append(FAULTS[kind](record))
        elif kind == "collected":
            self.collected = record["ids"]
        elif kind == "cost":
            self.costs.append(record)
        elif kind == "mistake":
            self.mistake = record["sentence"]
        elif kind == "end":
            self.passed = record["passed"]

    def solved(self, expected: Sequence[str]) -> bool:
        """Tell whether every test that our own answer has to pass was passed, within its costs."""
        return (
            not self.faults
            and bool(expected)
            and self.passed is not None
            and sorted(self.passed) == sorted(expected)
            and all(cost.get("kept", False) for cost in self.costs)
        )


def told(record: dict[str, Any]) -> str:
    """Say which fact failed, and on which call."""
    test = re.sub(r".*::test_|\[.*", "", record["test"]).replace("_", " ")
    if "call" not in record:
        return f"Not so: {test}. ({record['message']})"
    happened = f"{record['call']} {record['outcome']}"
    left, op, right = (record.get("compared") or "? ? ?").partition(" == ")
    if op and record["outcome"] == f"returned {left}":
        return f"Not so: {test}. {happened}; expected {right}"
    return f"Not so: {test}. {happened}. ({record['message']})"


FAULTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "example": lambda r: f"{r['call']} gives {r['got']}; expected {r['want']}",
    "failed": told,
    "unwritten": lambda _: "It is not written yet: it raises NotImplementedError.",
    "overdue": lambda r: f"{r['call']} did not finish within 3 seconds.",
    "foul": lambda r: f"It is no answer: {r['why']}.",
}


def check(file: str, *, as_json: bool) -> int:
    """Grade every practisable function in *file*."""
    require({"pytest": "pytest", "hypothesis": "hypothesis"}, "check", "practice")
    path = Path(file)
    tree = parsed(path)
    names = [name for name in defined(tree) if name in practisable()]
    if not names:
        word = path.stem.replace("-", "_")
        raise BadInput(
            f"{quoted(file)} defines nothing that can be practised; {nearest(word, word)}"
        )
    codes = [check_function(path.resolve(), name, tree, as_json=as_json) for name in names]
    return max(codes)


def parsed(path: Path) -> ast.Module:
    """Return the file's syntax tree; `BadInput` with one sentence if it has none."""
    try:
        with tokenize.open(path) as file:
            return ast.parse(file.read(), str(path))
    except SyntaxError as error:
        where = f" (line {error.lineno})" if error.lineno else ""
        raise BadInput(f"{quoted(str(path))} is not Python: {error.msg}{where}") from None
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{quoted(str(path))} is not UTF-8 text: byte {error.start:,} is wrong"
        ) from None
    except (OSError, ValueError, RecursionError, MemoryError) as error:
        reason = getattr(error, "strerror", None) or str(error) or type(error).__name__
        raise BadInput(f"cannot read {quoted(str(path))}: {reason.lower()}") from None


def defined(tree: ast.Module) -> Iterator[str]:
    """Yield the names that the file defines at its top level."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.Assign):
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))


def check_function(path: Path, name: str, tree: ast.Module, *, as_json: bool) -> int:
    """Grade one function, show the verdict, and return its exit code."""
    verdict = Verdict(name)
    verdict.faults += shape_faults(name, tree)
    with tempfile.TemporaryDirectory(prefix="pyinterview-") as folder:
        ini = Path(folder, "pytest.ini")
        ini.write_text(INI, encoding="utf-8")
        row = practisable()[name]
        tests = shipped("tests")
        options = ["-q", "-c", str(ini), f"--rootdir={tests}", "-p", "no:cacheprovider"]
        options += [str(tests / row.package / f"test_{row.topic}.py")]
        types = start_mypy(path, folder)
        expected: list[str] = []
        try:
            if not verdict.faults:
                graded = [*options, f"--mine={path}", f"--function={name}"]
                code = run(graded, verdict)
                expected = collected(options)
                explain_silence(verdict, code, expected)
            verdict.types = said_of_types(types)
        finally:
            stop_mypy(types)
    solved = verdict.solved(expected)
    note = remember(name) if solved else None
    if as_json:
        print_json(as_record(verdict, solved=solved))
    else:
        show(verdict, terminal.writer(), solved=solved, note=note)
    return HOLDS if solved else FAILS


def run(options: list[str], verdict: Verdict) -> int:
    """Grade, and turn a child that never ends into a sentence."""
    try:
        return sandbox.grade(options, SECONDS, verdict.hear)
    except sandbox.Overdue:
        verdict.faults.append(f"It did not finish within {SECONDS:.0f} seconds and was stopped.")
        return 0


def collected(options: list[str]) -> list[str]:
    """Return the ids of the tests that our own answer passes."""
    ours = Verdict("")
    sandbox.grade([*options, "--collect-only"], SECONDS, ours.hear)
    return ours.collected


def explain_silence(verdict: Verdict, code: int, expected: Sequence[str]) -> None:
    """Add a fault where the graded process fell silent or ran other tests than it should."""
    if verdict.faults:
        return
    if verdict.passed is None:
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        verdict.faults.append(f"It ended the process before the last test ({how}).")
    elif sorted(verdict.passed) != sorted(expected):
        missing = len(set(expected) - set(verdict.passed))
        verdict.faults.append(f"{missing} of {len(expected)} tests were not run to their end.")


def shape_faults(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield what is wrong before anything runs: kind, signature, forbidden helpers."""
    node = next(n for n in reversed(tree.body) if name in defined(ast.Module([n], [])))
    if isinstance(node, ast.AsyncFunctionDef):
        yield f"{name} is async: it returns a coroutine where a value is due. Use def."
    if isinstance(node, ast.FunctionDef):
        if any(isinstance(part, ast.Yield | ast.YieldFrom) for part in own_nodes(node)):
            yield f"{name} has a yield: it returns a generator where a value is due. Use return."
        yield from signature_faults(name, node)
    for word in forbidden_words(name, tree):
        yield f"It uses {word}, which is what it should do by hand."


def own_nodes(function: ast.FunctionDef) -> Iterator[ast.AST]:
    """Yield the nodes of a function without those of functions inside it."""
    todo: list[ast.AST] = [*function.body]
    while todo:
        node = todo.pop()
        yield node
        if not isinstance(
            node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.GeneratorExp
        ):
            todo.extend(ast.iter_child_nodes(node))


def signature_faults(name: str, node: ast.FunctionDef) -> Iterator[str]:
    """Yield what keeps the reader's function from being called as ours is."""
    ours = signature_of(name)
    spec = node.args
    positional = [argument.arg for argument in (*spec.posonlyargs, *spec.args)]
    known = {*positional, *(argument.arg for argument in spec.kwonlyargs)}
    for parameter in ours.parameters.values():
        by_name = parameter.kind is inspect.Parameter.KEYWORD_ONLY
        if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
            if spec.vararg is None:
                yield f"{name} has no *{parameter.name}: its signature is {name}{ours}."
        elif by_name and parameter.name not in known and spec.kwarg is None:
            yield f"{name} has no parameter {parameter.name}: its signature is {name}{ours}."
            return
    wanted = [
        p for p in ours.parameters.values() if p.kind is inspect.Parameter.POSITIONAL_OR_KEYWORD
    ]
    required = len(positional) - len(spec.defaults)
    if spec.vararg is None and len(positional) < len(wanted):
        yield f"{name} takes {len(positional)} of {len(wanted)} parameters: it is {name}{ours}."
    elif required > len([p for p in wanted if p.default is inspect.Parameter.empty]) or any(
        default is None for default in spec.kw_defaults
    ):
        yield f"{name} demands more arguments than it is given: its signature is {name}{ours}."


def forbidden_words(name: str, tree: ast.Module) -> Iterator[str]:
    """Yield the helpers in the file that *name* is to do without."""
    forbidden = set(hints(name).get("forbidden", []))
    for node in ast.walk(tree):
        words: list[str] = []
        match node:
            case ast.Name(id=word) | ast.Attribute(attr=word):
                words = [word]
            case ast.Import(names=aliases):
                words = [alias.name.split(".")[0] for alias in aliases]
            case ast.ImportFrom(module=module, names=aliases):
                words = [(module or "").split(".")[0], *(alias.name for alias in aliases)]
                if (module or "").startswith("pyinterview.lab"):
                    words = []
            case ast.Constant(value=str(word)):
                words = [word]
        found = forbidden & set(words)
        if "pyinterview" in words:
            found.add("pyinterview's own answer")
        if found:
            yield min(found)
            return


def start_mypy(path: Path, folder: str) -> subprocess.Popen[str] | None:
    """Begin to check the types, if mypy is installed."""
    import importlib.util  # noqa: PLC0415 -- only here

    if importlib.util.find_spec("mypy") is None:
        return None
    command = [sys.executable, "-P", "-m", "mypy", "--no-error-summary", "--config-file="]
    command += [f"--cache-dir={folder}", "--no-incremental", "--no-site-packages", str(path)]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder
    )
    sandbox.SPARED.add(process.pid)
    return process


def said_of_types(process: subprocess.Popen[str] | None) -> str | None:
    """Return mypy's verdict in a sentence."""
    if process is None:
        return None
    try:
        printed, _ = process.communicate(timeout=20)
    except subprocess.TimeoutExpired:
        return "mypy took too long"
    errors = [line for line in printed.splitlines() if ": error: " in line]
    if not errors:
        return "fine"
    place, _, message = errors[0].partition(": error: ")
    return f"line {place.rpartition(':')[2]}: {message}"


def stop_mypy(process: subprocess.Popen[str] | None) -> None:
    """End mypy if it still runs."""
    if process is not None:
        process.kill()
        process.communicate()
        sandbox.SPARED.discard(process.pid)


def cost_sentence(cost: dict[str, Any]) -> str:
    """Say what was counted against what is enough."""
    if "error" in cost:
        return f"On {cost['case']} it could not be counted: {cost['error']}"
    enough = "1 is" if cost["limit"] == 1 else f"{cost['limit']:,} are"
    said = (
        f"{cost['counted']:,} {cost['counts']} for {cost['n']:,} items ({cost['case']});"
        f" {enough} enough; this grows like {cost['growth']}."
    )
    if cost["moved"]:
        said += (
            f" C code moved {cost['moved']:,} elements, which grows like {cost['moved_growth']}."
        )
    return said


def as_record(verdict: Verdict, *, solved: bool) -> dict[str, object]:
    """Return the verdict as JSON's kinds of value."""
    return {
        "function": verdict.name,
        "verdict": "solved" if solved else "not yet",
        "faults": verdict.faults,
        "mistake": verdict.mistake,
        "types": verdict.types,
        "costs": verdict.costs,
    }


def show(verdict: Verdict, write: Writer, *, solved: bool, note: str | None) -> None:
    """Print the verdict, the first fault first."""
    style = "bold green" if solved else "bold red"
    write((Piece(f"{verdict.name}: "), Piece("solved" if solved else "not yet", style)))
    write(())
    said = [cropped(fault, 600) for fault in verdict.faults[:1]]
    if len(verdict.faults) > 1:
        said.append(f"({len(verdict.faults) - 1} more facts fail; they may have the same cause.)")
    if verdict.mistake and not solved:
        said.append(f"A known mistake: {verdict.mistake}")
    said += [cost_sentence(cost) for cost in verdict.costs]
    if verdict.types:
        said.append(f"Types: {verdict.types}")
    for sentence in [*said, note or ""]:
        for line in terminal.lay_out(sentence) if sentence else ():
            write((Piece("  " + line[0].text),))
    write(())


def watch(file: str, *, as_json: bool) -> int:
    """Check *file* again whenever it is saved, until Ctrl-C."""
    seen = None
    while True:
        try:
            stamp = Path(file).stat().st_mtime_ns
        except OSError:
            stamp = 0
        if stamp != seen:
            seen = stamp
            try:
                check(file, as_json=as_json)
            except BadInput as error:
                terminal.plain_line((Piece(str(error)),))
        sleep(0.3)
