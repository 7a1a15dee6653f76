"""The museum of mistakes: show a plausible wrong answer, and let the reader find the input.

A reader's call of an algorithm is no Python: a few kinds of value are read from its syntax tree,
in a child process with limits on time and memory, which then runs the mistake and our answer on
them. For other answers the reader writes a small program (`programs`), which is run there.
"""

import ast
import contextlib
import copy
import inspect
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from itertools import islice
from operator import itemgetter
from pathlib import Path
from typing import Any, NamedTuple

from pyinterview.app import programs, terminal
from pyinterview.app.codes import FAILS, HOLDS
from pyinterview.app.inputs import WrongOption
from pyinterview.app.places import shipped
from pyinterview.app.practice import named, practisable
from pyinterview.app.programs import plain_calls_show
from pyinterview.app.replacing import load
from pyinterview.app.wording import quoted
from pyinterview.lab.counting import Counted, CountedRandom, Tally, plain, tally_of
from pyinterview.lab.draws import Tape, outcomes
from pyinterview.lab.evidence import BadInput, cropped
from pyinterview.lab.hidden import counting_twin, moved_elements

SECONDS = 10.0  # for one call, of both answers
MEMORY = 2**30  # bytes of address space
TOO_MUCH = "over 10 seconds or 1 GiB"
LONGEST = 10_000  # characters of a call
RANDOM = ("shuffle", "shuffled")  # whose results are not meant to be equal
LARGEST = 100_000  # items of one list in it


class Exhibit(NamedTuple):
    """A mistake: which function it gets wrong, which of that function's mistakes it is."""

    function: str
    number: int
    path: Path

    @property
    def title(self) -> str:
        """Its name and number."""
        return f"{self.function}, mistake {self.number}"

    @property
    def sentence(self) -> str:
        """Why people write it."""
        return programs.sentence_of(self.path)

    @property
    def code(self) -> str:
        """The source without that sentence."""
        tree = ast.parse(self.path.read_text(encoding="utf-8"))
        lines = self.path.read_text(encoding="utf-8").splitlines()
        return "\n".join(lines[tree.body[0].end_lineno :]).strip()


def exhibits() -> dict[str, list[Exhibit]]:
    """Return the mistakes of each practisable function."""
    found: defaultdict[str, list[Exhibit]] = defaultdict(list)
    names = practisable()
    for path in sorted((shipped("tests") / "mistakes").glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            name = getattr(node, "name", "")
            if name in names:
                found[name].append(Exhibit(name, len(found[name]) + 1, path))
                break
    return dict(found)


def spot(word: str, number: int, call: str, *, listed: bool, answer: bool) -> int:
    """Show a mistake, run the reader's call on it, or give the answer."""
    museum = exhibits()
    if listed:
        return list_exhibits({named(word): museum[named(word)]} if word else museum)
    if (call or answer) and not word:
        option = "--call" if call else "--answer"
        raise WrongOption(f"{option} needs a name: pyinterview spot NAME NUMBER {option}")
    name = named(word) if word else random.choice(sorted(museum))
    found = museum.get(name, [])
    if not 0 <= number <= len(found):
        raise WrongOption(f"{name} has mistakes 1 to {len(found)}, not {number}")
    chosen = [found[number - 1]] if number else found
    if call:
        shown = [on_command(exhibit, call) for exhibit in chosen]
        return HOLDS if any(shown) else FAILS
    if answer:
        return max(say(f"{exhibit.title}: {exhibit.sentence}") for exhibit in chosen)
    exhibit = random.choice(chosen)
    say(f"{exhibit.title} of {len(found)}. What is wrong with it?\n")
    terminal.code(exhibit.code)
    if sys.stdin is None or not sys.stdin.isatty():
        again = f"pyinterview spot {name} {exhibit.number}"
        what, call = "an input", f"{name}(...)"
        if not plain_calls_show(name):
            what, call = "a line of Python", f"...; {name}(...)"
        return say(f'\nFind {what} that shows it: {again} --call "{call}"\nOr: {again} --answer')
    return ask(exhibit)


def on_command(exhibit: Exhibit, call: str) -> bool:
    """Try a call that was given as an option."""
    say(f"{exhibit.title}:")
    try:
        return tried(exhibit, call)
    except BadInput as error:
        raise BadInput(f"--call: {error}") from None


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
    what = "a call that shows it, for instance {}(...)"
    if not plain_calls_show(exhibit.function):
        what = "a line of Python that uses {}, ends in an expression, and shows it"
    say(f"\nType {what.format(exhibit.function)}; nothing to give up.")
    while True:
        try:
            call = input("> ").strip()
        except EOFError:
            say("")
            call = ""
        except UnicodeDecodeError as error:
            say(f"That is not {error.encoding} text.")
            continue
        if not call:
            say(exhibit.sentence)
            return FAILS
        try:
            if tried(exhibit, call):
                return HOLDS
        except BadInput as error:
            say(f"{error}.")


class Trial(NamedTuple):
    """What a call gives, and what it costs; *kind* is what a right answer has to share."""

    kind: str
    said: str
    steps: int = 0
    moved: int = 0

    @property
    def price(self) -> str:
        """What was counted, if anything could be."""
        moved = f" and {self.moved:,} elements moved or scanned in C" * bool(self.moved)
        return f", in {self.steps:,} steps{moved}" if self.steps or self.moved else ""

    def dearer(self, other: "Trial") -> bool:
        """Tell whether this costs clearly more than *other*."""
        return self.steps > 1.3 * other.steps + 8 or self.moved > 2 * other.moved + other.steps + 8


def tried(exhibit: Exhibit, text: str) -> bool:
    """Run *text* on our answer and on the mistake; tell whether it shows the difference."""
    trials = list(run(exhibit, text))
    if not trials or trials[0].kind == "raises MemoryError":
        raise BadInput(f"{quoted(text)} takes even the right answer {TOO_MUCH}: try a smaller one")
    right = trials[0]
    if len(trials) < 2:
        say(f"Found. It takes {TOO_MUCH}; the answer {right.said}.")
    elif trials[1].kind != right.kind:
        say(f"Found. It {trials[1].said}; the answer {right.said}.")
    elif trials[1].dearer(right):
        enough = right.price.removeprefix(", in ")
        say(f"Found. It {right.said}, as it should{trials[1].price}; {enough} do.")
    else:
        say(f"Not yet. It {trials[1].said}, as it should{trials[1].price}.")
        return False
    say(f"\n{exhibit.sentence}")
    return True


def run(exhibit: Exhibit, text: str) -> Iterator[Trial]:
    """Run a call in a child process: yield what our answer does, then what the mistake does.

    Whoever takes too long is not yielded. `BadInput` for what is not a call of plain values.
    """
    code = "from pyinterview.app import spotting; spotting.child()"
    command = [sys.executable, "-P", "-c", code, exhibit.function, str(exhibit.path)]
    with tempfile.TemporaryDirectory(prefix="pyinterview-") as folder:
        try:
            printed = subprocess.run(
                command,
                input=ascii(text).encode(),
                capture_output=True,
                timeout=SECONDS,
                check=False,
                cwd=folder,
                env=os.environ | {"TMPDIR": folder},
            ).stdout
        except subprocess.TimeoutExpired as error:
            printed = error.stdout or b""
    for line in printed.splitlines(keepends=True):
        if line.endswith(b"\n"):
            record = json.loads(line)
            if isinstance(record, str):
                raise BadInput(record)
            yield Trial(*record)


def child() -> None:
    """Read a call from standard input, and print what it does to each of two answers."""
    for limit, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, int(2 * SECONDS))):
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some
            resource.setrlimit(limit, (most, most))
    name, path = sys.argv[1:]
    ours = getattr(import_module(f"pyinterview.{practisable()[name].module}"), name)
    text = ast.literal_eval(sys.stdin.read())
    try:
        run_it = call_of(name, text, ours) if plain_calls_show(name) else program_of(name, text)
    except BadInput as error:
        print(json.dumps(str(error)))  # noqa: T201 -- to the parent
        return
    for answer in (ours, getattr(load(Path(path)), name)):
        print(json.dumps(run_it(answer)), flush=True)  # noqa: T201


def call_of(name: str, text: str, ours: Callable[..., Any]) -> Callable[[Any], Trial]:
    """Read a call of plain values that fits *ours*, and return what tries it on an answer."""
    arguments, options = parsed_call(name, text)
    fits(ours, arguments, options)
    return lambda answer: trial(answer, arguments, options)


def program_of(name: str, text: str) -> Callable[[Any], Trial]:
    """Read a program that uses *name*, and return what tries it on an answer."""
    short_enough(text)
    programs.parsed(text, name)
    return lambda answer: Trial(*programs.come_to(text, name, answer))


def short_enough(text: str) -> None:
    """Raise `BadInput` for a text that nobody types."""
    if len(text) > LONGEST:
        raise BadInput(f"a call of {len(text):,} characters is too long; {LONGEST:,} will do")


def fits(function: Callable[..., Any], arguments: list[Any], options: dict[str, Any]) -> None:
    """Raise `BadInput` if *function* does not take these arguments."""
    try:
        inspect.signature(function).bind(*arguments, **options)
    except TypeError as error:
        raise BadInput(f"{function.__name__} does not take these arguments: {error}") from None


def parsed_call(name: str, text: str) -> tuple[list[Any], dict[str, Any]]:
    """Read a call of plain values; `BadInput` for anything else.

    >>> parsed_call("f", "f([1, -2] * 2, key=len)")
    ([[1, -2, 1, -2]], {'key': <built-in function len>})
    """
    short_enough(text)
    try:
        node = ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        node = ast.Constant(None)
    if not (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name
    ):
        raise BadInput(f"{quoted(text)} is not a call like {name}(...)")
    try:
        arguments = [value_of(argument) for argument in node.args]
        # A ** has no name; it is no plain value either.
        options = {
            str(each.arg): value_of(each.value if each.arg else node) for each in node.keywords
        }
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError, MemoryError):
        raise BadInput(
            f"{quoted(text)}: an argument is a plain value such as [3, 1, 2] or 'text',"
            f" list(range(100)), Random(1), len; lists of {LARGEST:,} items at most"
        ) from None
    return arguments, options


def value_of(node: ast.expr) -> Any:
    """Return what an argument stands for; ``ValueError`` or ``TypeError`` if it is not plain."""
    match node:
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            values = map(value_of, parts)
            return list(values) if isinstance(node, ast.List) else tuple(values)
        case ast.BinOp(left=left, op=op, right=right):
            return combined(op, value_of(left), value_of(right))
        case ast.Name(id=word):
            return function_named(word)
        case ast.Call(func=ast.Name(id=word), args=parts, keywords=[]) if word in MAKERS:
            return MAKERS[word](*map(value_of, parts))
    return ast.literal_eval(node)


def combined(op: ast.operator, left: Any, right: Any) -> Any:
    """Return ``left * right`` or ``left + right`` of a list, a tuple or a text."""
    if not isinstance(left, list | tuple | str):
        raise ValueError(op)  # noqa: TRY004 -- one message for all that is not plain
    if isinstance(op, ast.Mult) and isinstance(right, int) and len(left) * right <= LARGEST:
        return left * right
    if isinstance(op, ast.Add) and len(left) + len(right) <= LARGEST:
        return left + right
    raise ValueError(op)


def function_named(word: str) -> Callable[..., Any]:
    """Return a function that a call may name: a few built-in ones, and our answers."""
    found: Callable[..., Any] = FUNCTIONS.get(word) or getattr(
        import_module(f"pyinterview.{practisable()[word].module}"), word
    )
    return found


def few(kind: Callable[[Any], Any], items: Any = ()) -> Any:
    """Return a collection of *items*, if there are not too many."""
    taken = list(islice(items, LARGEST + 1))
    if len(taken) > LARGEST:
        raise ValueError(LARGEST)
    return kind(taken)


def fib(n: int) -> int:
    """Recursion with many calls, few of them open at once."""
    return fib(n - 1) + fib(n - 2) if n > 1 else n


def countdown(n: int) -> int:
    """Recursion with one frame a step."""
    return countdown(n - 1) if n > 0 else 0


def fail(*_: object) -> None:
    """A function that raises."""
    raise LookupError


FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function
    for function in (abs, countdown, fail, fib, float, int, len, max, min, ord, repr, sorted, str)
}
MAKERS: dict[str, Callable[..., Any]] = {
    "Random": random.Random,
    "float": float,
    "iter": partial(few, iter),
    "itemgetter": itemgetter,
    "list": partial(few, list),
    "range": range,
    "set": partial(few, set),
    "tuple": partial(few, tuple),
}


def trial(function: Callable[..., Any], arguments: list[Any], options: dict[str, Any]) -> Trial:
    """Run a call, and once more to count what it costs."""
    say_of = dealt if function.__name__ in RANDOM else outcome
    kind, said = say_of(function, *copy.deepcopy((arguments, options)))
    return Trial(kind, said, *work(function, *copy.deepcopy((arguments, options))))


def outcome(
    function: Callable[..., Any], arguments: list[Any], options: dict[str, Any]
) -> tuple[str, str]:
    """Return what a call does, to be compared and to be read: its result and what it leaves."""
    random.seed(1)  # both answers draw the same numbers
    drawn = Tally()
    before = copy.deepcopy(arguments[:1])
    named = {key: drawing(value, drawn) for key, value in options.items()}
    try:
        returned = function(*(drawing(argument, drawn) for argument in arguments), **named)
        kind, said = f"returns {returned!r}", f"returns {cropped(repr(returned), 200)}"
    except Exception as error:  # noqa: BLE001 -- a wrong answer may raise anything
        kind = f"raises {type(error).__name__}"
        said = f"{kind}: {cropped(str(error), 100)}" if str(error) else kind
    left = ""
    if isinstance(before and before[0], list | set | dict) and arguments[:1] != before:
        said += f" and leaves {cropped(repr(arguments[0]), 200)}"
        kind += repr(arguments[0])
    if drawn.draws:
        left += f" with {drawn.draws:,} draw" + "s" * (drawn.draws > 1)
    if sys.getprofile() is not None:
        left += " and leaves the profiler on"
        sys.setprofile(None)
    return kind + left, said + left


def dealt(
    function: Callable[..., Any], arguments: list[Any], options: dict[str, Any]
) -> tuple[str, str]:
    """Return what a shuffle does, whose order is no fault: its items, its draws, its chances.

    The chances of each order, over every possible draw, are found for three items at most.
    """

    def deal(generator: random.Random | None) -> tuple[Any, Any]:
        given, named = copy.deepcopy((arguments, options))
        values = [generator if type(value) is random.Random else value for value in given]
        named = {k: generator if type(v) is random.Random else v for k, v in named.items()}
        return function(*values, **named), values[0]

    _, said = outcome(function, *copy.deepcopy((arguments, options)))
    if said.startswith("raises"):
        return said.partition(":")[0], said
    drawn = Tally()
    random.seed(1)
    results = deal(CountedRandom(drawn, 1))
    items = [sorted(map(repr, part)) for part in results if part is not None]
    kept = results[0] is None or results[1] == arguments[0]
    kind = f"{items} {kept} {drawn.draws}"
    random.seed(1)
    if repr(deal(CountedRandom(drawn, 1))) != repr(results):
        return kind + " unlike", f"{said}, and another order after the same random.seed(1)"
    generators = [
        value for value in (*arguments, *options.values()) if type(value) is random.Random
    ]
    if generators and len(arguments[0]) <= 3:
        chances = chances_of(lambda tape: repr(deal(tape)))
        return kind + chances, said + chances
    return kind, said


def chances_of(run: Callable[[Tape], str]) -> str:
    """Say how evenly the results of *run* are spread over every possible draw."""
    try:
        chances = outcomes(run).values()
    except TypeError:
        return ", and draws fractions, which cannot be shared out evenly"
    if len(chances) == 1:
        return "; over every possible draw, always the same"
    least, most = min(chances), max(chances)
    share = f"{least} each" if least == most else f"{least} to {most} each"
    return f"; over every possible draw, {len(chances)} results, {share}"


def drawing(value: Any, tally: Tally) -> Any:
    """Return a generator that counts its draws in place of a plain one."""
    if type(value) is not random.Random:
        return value
    counted = CountedRandom(tally)
    counted.setstate(value.getstate())
    return counted


def work(
    function: Callable[..., Any], arguments: list[Any], options: dict[str, Any]
) -> tuple[int, int]:
    """Return how many steps a call takes, and how many elements C moves or scans for it.

    A step is a comparison, an equality test, a hash, a draw or a call of a key.
    """
    tally = Tally()
    asked: list[None] = []

    def watched(value: Any) -> Any:
        if isinstance(value, tuple) and value and callable(value[0]):
            return (watched(value[0]), *value[1:])
        if not callable(value):
            return drawing(value, tally)

        def key(item: Any) -> Any:
            asked.append(None)
            return Counted(value(plain(item)), tally)

        return key

    if isinstance(arguments and arguments[0], range) and arguments[0][LARGEST:]:
        return 0, 0  # it would have to be a list
    first, rest = arguments[:1], [watched(argument) for argument in arguments[1:]]
    named = {name: watched(value) for name, value in options.items()}

    def called(answer: Callable[..., Any], *items: Any) -> None:
        random.seed(1)
        answer(*items, *rest, **named)

    try:
        own = tally_of(partial(called, function), *first)
        steps = len(asked) + sum(map(total, (own, tally)))
        moved = moved_elements(partial(called, counting_twin(function)), *first)
    except Exception:  # noqa: BLE001 -- not every argument can be watched
        return 0, 0
    return steps, moved


def total(tally: Tally) -> int:
    """Return the number of steps."""
    return tally.comparisons + tally.equalities + tally.hashes + tally.draws
