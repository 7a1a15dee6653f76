"""The commands, thin: each says what it does and leaves the work to its module."""

from typing import Annotated

import cyclopts
from cyclopts import App, Parameter

from pyinterview.app.inputs import WrongOption
from pyinterview.app.wording import quoted

HELP = """Runnable answers to 73 questions that Python backend interviewers really ask.

Exit codes: 0 every claim holds, 1 a claim fails, 2 wrong command line or input, 3 an extra is
missing or the answer is not written yet, 4 a service cannot start, 70 a defect of ours,
74 the output cannot be written, 128 + n ended by signal n.
"""

WELCOME = """pyinterview: 73 answers that run, and prove themselves on your machine. Try:

  pyinterview list                         all questions by topic
  pyinterview show 37                      the answer you would say, its traps, what is asked next
  pyinterview demo binary_search --items 9,4,7,1 --target 7
                                           the proof, on your own numbers

More: pyinterview --help"""

COMMANDS = ("list", "show", "demo", "prove", "bench", "practice", "check", "spot", "doctor")

Name = Annotated[str, Parameter(help="A question's number, a demo, a module or a function.")]
Json = Annotated[bool, Parameter(name="--json", negative=(), help="One JSON object a line.")]

Code = Annotated[bool, Parameter(negative=(), help="Show the source instead.")]


def program_version() -> str:
    """Return the distribution's version."""
    from pyinterview.app.needs import DISTRIBUTION, installed_version  # noqa: PLC0415

    return installed_version(DISTRIBUTION) or "not installed"


app = App(
    name="pyinterview",
    help=HELP,
    help_format="plaintext",
    version=program_version,
    default_parameter=Parameter(consume_multiple=True, negative_iterable=()),
    result_action="return_value",
    exit_on_error=False,
    print_error=False,
)


@app.default
def welcome() -> int:
    """Say what there is to try."""
    print(WELCOME)  # noqa: T201 -- this is the screen
    return 0


@app.command(name="list")
def list_answers(word: str = "", *, json: Json = False) -> int:
    """List the answers by topic, or those about WORD."""
    from pyinterview.app import reading  # noqa: PLC0415 -- a command loads what it uses

    return reading.list_answers(word, as_json=json)


@app.command
def show(name: Name, *, code: Code = False, json: Json = False) -> int:
    """Show an answer: what to say, the pitfalls, what is asked next, the sources."""
    from pyinterview.app import reading  # noqa: PLC0415

    return reading.show(name, source=code, as_json=json)


@app.command
def demo(
    name: Name, *options: Annotated[str, Parameter(allow_leading_hyphen=True)], json: Json = False
) -> int:
    """Run a demo on its own data or on yours; `demo NAME --help` lists its options.

    Lists: --items 9,4,7 or --items 9 4 7 or --items @file or --items - (standard input).
    """
    from pyinterview.app import demonstrate  # noqa: PLC0415

    return demonstrate.demo(name, list(options), as_json=json)


@app.command
def prove(*names: Name, json: Json = False) -> int:
    """Measure every claim of every demo again (or of those named), each in its own process."""
    from pyinterview.app import proving  # noqa: PLC0415

    return proving.prove(names, as_json=json)


@app.command
def bench(name: Name) -> int:
    """Time an answer against the naive one and the built-in, and count its operations."""
    from pyinterview.app import benching  # noqa: PLC0415

    return benching.bench(name)


@app.command
def practice(
    name: Annotated[str, Parameter(help="A function; without one, all are listed.")] = "",
    *,
    to: Annotated[str, Parameter(help="Write the stub to this file.")] = "",
    hint: Annotated[
        int | None, Parameter(help="Print this hint instead, from 1, vague, to 3, near.")
    ] = None,
) -> int:
    """Write a stub to fill in: the question, the signature, the examples."""
    from pyinterview.app import practice as practising  # noqa: PLC0415

    return practising.practice(name, to, hint)


@app.command
def check(
    file: Annotated[str, Parameter(help="Your file; its functions bear our names.")],
    *,
    watch: Annotated[bool, Parameter(negative=(), help="Check again on every save.")] = False,
    json: Json = False,
) -> int:
    """Grade your own answer on truth and cost, with the tests of ours.

    Your file runs in a process of its own, limited in time, memory and what it may write. That
    stops mistakes, runaway code and lazy cheats, not code that means harm: it has your own rights,
    so run a stranger's file in a container.
    """
    from pyinterview.app import checking  # noqa: PLC0415

    return (checking.watch if watch else checking.check)(file, as_json=json)


@app.command
def spot(
    name: Annotated[str, Parameter(help="A function; without one, any.")] = "",
    number: Annotated[int, Parameter(help="Which of its mistakes; 0 for any.")] = 0,
    *,
    call: Annotated[
        str,
        Parameter(
            help="A call that shows it, 'binary_search([1, 1], 1)'; for what is no algorithm a line"
            " of Python that ends in an expression, and is run: 'f = memoize(len); f([1])'."
        ),
    ] = "",
    list: Annotated[bool, Parameter(negative=(), help="List the mistakes.")] = False,  # noqa: A002
    answer: Annotated[bool, Parameter(negative=(), help="Say what is wrong.")] = False,
) -> int:
    """Look at a plausible wrong answer, and find an input that shows what is wrong."""
    from pyinterview.app import spotting  # noqa: PLC0415

    return spotting.spot(name, number, call, listed=list, answer=answer)


@app.command
def doctor() -> int:
    """Say what runs here, and the command that mends what does not."""
    from pyinterview.app import health  # noqa: PLC0415

    return health.doctor()


def main(arguments: list[str]) -> int:
    """Run the command in *arguments*; `WrongOption` if there is none such."""
    if arguments[:1] == ["demo"] and len(arguments) > 1 and arguments[1] not in ("--help", "-h"):
        # A demo's options are its own: they are not for this parser.
        options = [token for token in arguments[2:] if token != "--json"]
        return demo(arguments[1], *options, json=len(options) < len(arguments) - 2)
    if arguments[:1] != ["list"]:  # slow to import, and not for the quickest command
        app.register_install_completion_command()
    try:
        return app(arguments) or 0
    except cyclopts.UnknownCommandError:
        raise WrongOption(no_command(arguments[0])) from None
    except cyclopts.UnusedCliTokensError as error:
        raise WrongOption(no_command((error.unused_tokens or arguments)[0])) from None
    except cyclopts.CycloptsError as error:
        raise WrongOption(" ".join(str(error).split())) from None


def no_command(word: str) -> str:
    """Say that *word* is no command, and what may have been meant."""
    from difflib import get_close_matches  # noqa: PLC0415

    from pyinterview.app.resolve import Unknown, rows_of  # noqa: PLC0415

    near = get_close_matches(word[:60], COMMANDS, n=1)
    try:
        meant = f"did you mean: pyinterview demo {rows_of(word)[0].demo}?"
    except Unknown:
        meant = f"did you mean {near[0]}?" if near else "see: pyinterview --help"
    return f"there is no command {quoted(word)}; {meant}"
