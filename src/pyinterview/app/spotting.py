"""The museum of mistakes: show a plausible wrong answer, and let the reader find the input."""

import ast
import copy
import random
import sys
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from pyinterview.app import terminal
from pyinterview.app.benching import shipped
from pyinterview.app.codes import FAILS, HOLDS
from pyinterview.app.grader import load
from pyinterview.app.inputs import WrongOption
from pyinterview.app.practice import named, practisable
from pyinterview.app.watching import Call
from pyinterview.app.wording import quoted
from pyinterview.lab.counting import tally_of
from pyinterview.lab.evidence import BadInput
from pyinterview.lab.hidden import counting_twin, moved_elements

KEYS = {"len": len, "str": str, "abs": abs, "int": int, "float": float, "repr": repr}


class Exhibit(NamedTuple):
    """A mistake: which function it gets wrong, which of that function's mistakes it is."""

    function: str
    number: int
    path: Path

    @property
    def sentence(self) -> str:
        """Why people write it."""
        return ast.get_docstring(ast.parse(self.path.read_text(encoding="utf-8"))) or ""

    @property
    def code(self) -> str:
        """The source without that sentence."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return "\n".join(lines[tree.body[0].end_lineno :]).strip()


def exhibits() -> dict[str, list[Exhibit]]:
    """Return the mistakes of each practisable function."""
    found: defaultdict[str, list[Exhibit]] = defaultdict(list)
    for path in sorted((shipped("tests") / "mistakes").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            name = getattr(node, "name", "")
            if name in practisable():
                found[name].append(Exhibit(name, len(found[name]) + 1, path))
                break
    return dict(found)


def spot(word: str, number: int, call: str, *, listed: bool, answer: bool) -> int:
    """Show a mistake, run the reader's call on it, or give the answer."""
    museum = exhibits()
    if listed:
        return list_exhibits(museum)
    name = named(word) if word else random.choice(sorted(museum))
    if not 0 <= number <= len(museum.get(name, [])):
        raise WrongOption(f"{name} has mistakes 1 to {len(museum.get(name, []))}, not {number}")
    exhibit = museum[name][number - 1] if number else random.choice(museum[name])
    if answer:
        return say(f"{exhibit.function} {exhibit.number}: {exhibit.sentence}")
    if call:
        return HOLDS if tried(exhibit, call) else FAILS
    say(f"{name}, mistake {exhibit.number} of {len(museum[name])}. What is wrong with it?\n")
    terminal.code(exhibit.code)
    if sys.stdin is None or not sys.stdin.isatty():
        again = f"pyinterview spot {name} {exhibit.number}"
        return say(
            f'\nFind an input that shows it: {again} --call "{name}(...)"\nOr: {again} --answer'
        )
    return ask(exhibit)


def list_exhibits(museum: dict[str, list[Exhibit]]) -> int:
    """Print how many mistakes there are for each function."""
    for name, found in museum.items():
        say(f"{len(found):>3}  {name}")
    return say(f"\n{sum(map(len, museum.values()))} mistakes. Look at one: pyinterview spot NAME")


def say(text: str) -> int:
    """Print *text* and return the exit code of success."""
    write = terminal.writer()
    for line in text.split("\n"):
        for laid in terminal.lay_out(line):
            write(laid)
    return HOLDS


def ask(exhibit: Exhibit) -> int:
    """Read calls from the terminal until one shows the mistake; an empty line gives up."""
    say(f"\nType a call that shows it, for instance {exhibit.function}(...); nothing to give up.")
    while True:
        try:
            call = input("> ").strip()
        except EOFError:
            call = ""
        if not call:
            say(exhibit.sentence)
            return FAILS
        try:
            if tried(exhibit, call):
                return HOLDS
        except BadInput as error:
            say(str(error))


def tried(exhibit: Exhibit, text: str) -> bool:
    """Run *text* on the mistake and on our answer; tell whether it shows the difference."""
    name = exhibit.function
    arguments, options = parsed_call(name, text)
    ours = getattr(import_module(f"pyinterview.{practisable()[name].module}"), name)
    theirs = getattr(load(exhibit.path), name)
    truth, wrong = came_of(ours, arguments, options), came_of(theirs, arguments, options)
    if truth != wrong:
        say(f"Found. It {wrong}; the answer is: {truth}.\n\n{exhibit.sentence}")
        return True
    enough, spent = work(ours, arguments), work(theirs, arguments)
    if spent > 2 * enough + 8:
        say(f"Found. It {wrong}, as it should, in {spent:,} steps; {enough:,} are enough.\n")
        say(exhibit.sentence)
        return True
    say(f"Not yet. Both {wrong}, in {spent:,} and {enough:,} steps.")
    return False


def parsed_call(name: str, text: str) -> tuple[list[Any], dict[str, Any]]:
    """Read a call with literal arguments; key functions may be named."""
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        node = ast.Constant(None)
    if not (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ):
        raise BadInput(f"--call: {quoted(text)} is not a call like {name}(...)")
    try:
        arguments = [value_of(argument) for argument in node.args]
        return arguments, {str(option.arg): value_of(option.value) for option in node.keywords}
    except (ValueError, TypeError, RecursionError):
        raise BadInput(
            f"--call: {quoted(text)}: arguments are plain values such as [3, 1, 2] or 'text'"
        ) from None


def value_of(node: ast.expr) -> Any:
    """Return a literal's value, or a function that is allowed by name."""
    if isinstance(node, ast.Name):
        return KEYS[node.id] if node.id in KEYS else ast.literal_eval(node)
    if isinstance(node, ast.Tuple):
        return tuple(value_of(part) for part in node.elts)
    return ast.literal_eval(node)


def came_of(function: Any, arguments: list[Any], options: dict[str, Any]) -> str:
    """Say what a call gives, what it does to its first argument, and with which draws."""
    state = random.getstate()
    random.seed(1)  # both draw the same numbers
    given = copy.deepcopy(arguments)
    try:
        call = Call((), {}, returned=function(*given, **options))
    except Exception as error:  # noqa: BLE001 -- a wrong answer may raise anything
        call = Call((), {}, raised=error)
    finally:
        random.setstate(state)
    changed = f" and leaves {given[0]!r}" if given and given != arguments else ""
    return call.outcome() + changed


def work(function: Any, arguments: list[Any]) -> int:
    """Return how many operations and moved elements a call costs."""
    try:
        tally = tally_of(function, *arguments)
        moved = moved_elements(counting_twin(function), *arguments)
    except Exception:  # noqa: BLE001 -- not every argument can be watched
        return 0
    return int(tally.comparisons + tally.equalities + tally.hashes + tally.draws + moved)
