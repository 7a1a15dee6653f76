"""A reader's own data, from the command line to a demo's typed parameters.

``--items 9,4,7,1``, ``--items 9 4 7 1``, ``--items @numbers.txt`` and ``--items -`` (standard
input) mean the same. Numbers are strict: nothing is rounded, no underscores, no hexadecimal.
"""

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import cyclopts
from cyclopts import App, Parameter

from pyinterview.app.wording import quoted
from pyinterview.lab.evidence import BadInput

LARGEST = 16 * 2**20  # bytes read from a file or standard input

WHOLE = re.compile(r"[+-]?[0-9]+")
DECIMAL = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")


class WrongOption(ValueError):
    """The command line does not fit the command."""


def whole_number(text: str) -> int:
    """Read a whole number in plain ASCII digits."""
    if not WHOLE.fullmatch(text):
        raise BadInput(f"{quoted(text)} is not a whole number")
    try:
        return int(text)
    except ValueError:
        limit = sys.get_int_max_str_digits()
        raise BadInput(
            f"a number of {len(text):,} digits is too long; Python reads at most {limit:,}"
        ) from None


def decimal_number(text: str) -> float:
    """Read a decimal number in plain ASCII digits."""
    if not DECIMAL.fullmatch(text):
        raise BadInput(f"{quoted(text)} is not a number")
    return float(text)


def choice(allowed: tuple[str, ...], text: str) -> str:
    """Read one of a few words."""
    if text not in allowed:
        raise BadInput(f"{quoted(text)} is none of {', '.join(allowed)}")
    return text


def plain_text(text: str) -> str:
    """Take the text as it is."""
    return text


READERS: dict[object, Callable[[str], Any]] = {
    int: whole_number,
    float: decimal_number,
    str: plain_text,
}


def read_text(source: str) -> str:
    """Return what ``@file`` or ``-`` (spelled ``@-`` here) names."""
    name = "standard input" if source == "@-" else quoted(source[1:])
    try:
        if source == "@-":
            if sys.stdin is None:
                raise BadInput("standard input is closed")
            data = sys.stdin.buffer.read(LARGEST + 1)
        else:
            with Path(source[1:]).open("rb") as file:
                data = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"cannot read {name}: {reason.lower()}") from None
    if len(data) > LARGEST:
        raise BadInput(f"{name} is larger than {LARGEST // 2**20} MiB")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not UTF-8 text: byte {error.start:,} is wrong") from None
    if "\0" in text:
        raise BadInput(f"{name} is not text: it has a NUL byte")
    return text


def split_items(text: str, *, words: bool) -> list[str]:
    """Split on commas and line ends (and on spaces too, for numbers)."""
    lines = [line for line in re.split(r"[\r\n]+", text) if line.strip()]
    parts = [part.strip() for line in lines for part in line.rstrip().rstrip(",").split(",")]
    return parts if words else [number for part in parts for number in part.split() or [part]]


def spread(kind: Any, tokens: Sequence[cyclopts.Token]) -> Any:
    """Convert the tokens of one option to the parameter's type."""
    if get_origin(kind) is Literal:
        return choice(get_args(kind), tokens[0].value)
    if get_origin(kind) not in (list, tuple, Sequence):
        reader = READERS.get(kind)
        return reader(tokens[0].value) if reader else cyclopts.convert(kind, tokens)
    reader = READERS[get_args(kind)[0]]
    items: list[Any] = []
    for token in tokens:
        whole = read_text(token.value) if token.value.startswith("@") else token.value
        for at, part in enumerate(split_items(whole, words=reader is plain_text), start=1):
            try:
                items.append(reader(part))
            except BadInput as error:
                place = f" (item {at} of {quoted(token.value)})" if part != whole else ""
                raise BadInput(f"{error}{place}") from None
    return tuple(items)


def option_names(demo: Callable[..., object]) -> list[str]:
    """Return the options that a demo's signature gives."""
    return ["--" + name.replace("_", "-") for name in inspect.signature(demo).parameters]


def grouped(tokens: Iterable[str]) -> Iterator[list[str]]:
    """Split a command line into options, each with its values.

    >>> list(grouped(["--items", "-3,-5", "--target=7", "--words", "-"]))
    [['--items=-3,-5'], ['--target=7'], ['--words', '@-']]
    """
    group: list[str] = []
    for token in tokens:
        if token.startswith("--"):
            if group:
                yield spelled(*group)
            group = [token]
        elif not group:
            raise WrongOption(f"{quoted(token)} belongs to no option")
        else:
            group.append(token)
    if group:
        yield spelled(*group)


def spelled(option: str, *values: str) -> list[str]:
    """Write an option so that ``-``, ``-3,-5`` and ``-x`` are not taken for options themselves.

    >>> spelled("--items", "-3,", "-5"), spelled("--keys", "-1, -2")
    (['--items', '-3', '-5'], ['--keys=-1, -2'])
    """
    if len(values) == 1 and values[0].startswith("-") and values[0] != "-" and "=" not in option:
        return [f"{option}={values[0]}"]
    group = [option]
    for value in values:
        if value == "-":
            group.append("@-")
        elif re.fullmatch(r"-[0-9.,\s+-]+", value):
            group.extend(value.replace(",", " ").split())
        else:
            group.append(value)
    return group


def sort_out(groups: list[list[str]], demos: Sequence[Callable[..., object]]) -> list[list[str]]:
    """Give each demo the options it knows; `WrongOption` for one that none knows."""
    known = [set(option_names(demo)) for demo in demos]
    for group in groups:
        name = group[0].partition("=")[0].replace("_", "-")
        group[0] = name + group[0][len(name) :]
        if not any(positive(name) in names for names in known):
            every = sorted(set().union(*known))
            near = get_close_matches(name, every, n=1)
            have = f"did you mean {near[0]}?" if near else f"it takes {', '.join(every) or 'none'}"
            raise WrongOption(f"there is no option {quoted(name)}; {have}")
    return [
        [
            token
            for group in groups
            if positive(group[0].partition("=")[0]) in names
            for token in group
        ]
        for names in known
    ]


def positive(name: str) -> str:
    """Return the option that ``--no-flag`` switches off."""
    return name.replace("--no-", "--", 1)


def app_of(demo: Callable[..., Any], name: str) -> App:
    """Return the command line of one demo: its parameters as options, by keyword only."""
    hints = get_type_hints(demo)
    parameters = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY, annotation=hints[parameter.name])
        for parameter in inspect.signature(demo).parameters.values()
    ]

    def command(**options: Any) -> Any:
        return demo(**options)

    command.__doc__ = demo.__doc__
    command.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    command.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    app = App(
        name=f"pyinterview demo {name}",
        default_parameter=Parameter(converter=spread, consume_multiple=True, negative_iterable=()),
        result_action="return_value",
        exit_on_error=False,
        print_error=False,
        version_flags=(),
        help_flags=(),
    )
    app.default(command)
    return app


def bind(demo: Callable[..., Any], name: str, tokens: list[str]) -> Any:
    """Call *demo* with the options in *tokens*; `BadInput` or `WrongOption` if they do not fit."""
    empty = [at for at, token in enumerate(tokens) if is_bare(token, tokens[at + 1 : at + 2], demo)]
    if empty:
        raise WrongOption(f"{tokens[empty[0]]} needs a value")
    try:
        return app_of(demo, name)(tokens)
    except cyclopts.CoercionError as error:
        option = error.token.keyword if error.token else None
        reason = str(error.__cause__ or error.msg or error)
        raise BadInput(f"{option}: {reason}" if option else reason) from None
    except cyclopts.UnusedCliTokensError as error:
        raise WrongOption(
            f"{quoted((error.unused_tokens or [''])[0])} is one value too many"
        ) from None
    except cyclopts.CycloptsError as error:
        raise WrongOption(" ".join(str(error).split())) from None


def is_bare(token: str, following: list[str], demo: Callable[..., object]) -> bool:
    """Tell whether *token* is an option that needs a value and gets none."""
    if not token.startswith("--") or "=" in token or token.startswith("--no-"):
        return False
    kind = get_type_hints(demo).get(token[2:].replace("-", "_"))
    return kind is not bool and (not following or following[0].startswith("--"))
