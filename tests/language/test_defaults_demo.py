"""Q40: what the demo shows for any file, what it refuses, and that it leaves nothing behind."""

import ast
import os
import re
import sys
import warnings
from pathlib import Path
from typing import Any

import pytest

from pyinterview.lab.evidence import BadInput, Claim, Table
from pyinterview.language import defaults
from pyinterview.language.defaults import SAMPLE, append_shared, demo_mutable_default

VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def claims(**options: Any) -> list[Claim]:
    """The verdicts of the demo."""
    return [piece for piece in demo_mutable_default(**options) if isinstance(piece, Claim)]


def findings(file: Path) -> Table:
    """The table about a reader's file."""
    tables = [piece for piece in demo_mutable_default(str(file)) if isinstance(piece, Table)]
    return tables[1]


@pytest.mark.parametrize("calls", [1, 2, 30, 31, 1_000])
def test_every_claim_holds_for_any_number_of_calls(calls: int) -> None:
    assert [claim for claim in claims(calls=calls) if not claim.holds] == []


@pytest.mark.parametrize(
    "source",
    [
        "",
        "def f(a=[]): ...",
        "\ufeffdef f(a=[]): ...\r\ndef g(b={}): ...\r\n",
        "a = b = d = set = list = 1",
        "def planted(a=[]): ...\n" * 31,
        "class K:\n  def f(self, a=[]):\n    pass\n  # the end",
        "x = '\\d'",
    ],
)
def test_every_claim_holds_for_any_file(source: str, tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_bytes(source.encode())
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        verdicts = claims(file=str(file))
    assert len(verdicts) == 5
    assert [claim for claim in verdicts if not claim.holds] == []


def test_the_table_names_line_function_parameter_and_text(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("import os\nos.abort()\nclass K:\n    def f(self, *, a=1, b=[0]): ...\n")
    table = findings(file)
    assert re.fullmatch(r"Mutable defaults in .*: 1", table.title)
    assert table.rows == [(4, "K.f", "b", "[0]")]


def test_a_long_table_is_cut_and_says_so(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    file.write_text("def f(a=[]): ...\n" * 1_234)
    table = findings(file)
    assert table.title.endswith("1,234; the first 30")
    assert len(table.rows) == 30


def test_the_sample_says_itself_what_was_planted() -> None:
    """Running it gives the same functions as parsing it, where they can be reached."""
    names: dict[str, Any] = {}
    exec(SAMPLE, names)  # noqa: S102 -- it is ours
    inner = names["mixed"]()
    living = [names[name] for name in ("remember", "mixed", "fetch", "pick")]
    living += [inner, names["Basket"].add]
    assert sum(len(defaults.mutable_defaults(function)) for function in living) == 8
    assert SAMPLE.count("# planted") == 8


def test_the_demo_starts_anew_and_leaves_the_function_as_it_was() -> None:
    append_shared.__defaults__ = (before := ["kept"],)
    evidence = demo_mutable_default(calls=2)
    next(evidence)
    assert append_shared.__defaults__ == (["kept"],)
    evidence.close()  # type: ignore[attr-defined] # a demo is a generator
    assert append_shared.__defaults__[0] is before
    append_shared.__defaults__ = ([],)


def test_the_demo_leaves_the_function_as_it_was_even_if_a_call_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(item: object) -> None:
        raise LookupError(item)

    before = append_shared.__defaults__
    monkeypatch.setattr(defaults, "append_fresh", broken)
    with pytest.raises(LookupError):
        list(demo_mutable_default())
    assert append_shared.__defaults__ is before


def test_a_wrong_append_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(defaults, "append_fresh", append_shared)
    assert [claim.holds for claim in claims()][:3] == [False, False, False]


def test_a_wrong_look_at_living_functions_makes_a_claim_fail(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(defaults, "mutable_defaults", lambda _: [])
    assert [claim.holds for claim in claims()][2] is False


def test_a_wrong_idea_of_what_is_mutable_makes_claims_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def only_literals(node: ast.expr, _: object) -> bool:
        return isinstance(node, ast.List | ast.Dict)

    monkeypatch.setattr(defaults, "_makes_mutable", only_literals)
    assert [claim.holds for claim in claims()][3:] == [False, False]


def test_a_scan_that_invents_makes_claims_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(defaults, "_makes_mutable", lambda *_: True)
    assert [claim.holds for claim in claims()][3:] == [False, False]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"\xff", "is not UTF-8 text: byte 0 is wrong"),
        (b"# -*- coding: latin-1 -*-\nx = '\xe9'", "is not UTF-8 text: byte 31 is wrong"),
        (b"print 'hello'", f"does not parse as Python {VERSION}: line 1: Missing parentheses in"),
        (b"def f(:\n", "does not parse as Python"),
        (b"x = 1\0", "does not parse"),
        (b"(" * 10_000, "does not parse"),
        (b"-" * 100_000 + b"1", "does not parse: "),
        (b"#" * (2**18 + 1), "is larger than 256 KiB; name a smaller file"),
    ],
    ids=range(8),
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_refused_in_a_sentence(
    content: bytes, sentence: str, tmp_path: Path
) -> None:
    file = tmp_path / "f.py"
    file.write_bytes(content)
    with pytest.raises(BadInput) as raised:
        next(demo_mutable_default(str(file)))
    message = str(raised.value)
    assert message.startswith("--file: '/")
    assert sentence in message
    assert "\n" not in message
    assert len(message) < 240


def test_a_parser_that_raises_a_value_error_is_heard(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Early releases of Python 3.11 do, for a NUL byte."""

    def scan(source: str) -> None:
        raise ValueError(f"{source} cannot contain null bytes")

    (tmp_path / "f.py").write_text("text")
    monkeypatch.setattr(defaults, "scan_source", scan)
    with pytest.raises(BadInput, match="does not parse: text cannot contain null bytes"):
        next(demo_mutable_default(str(tmp_path / "f.py")))


def test_a_path_that_is_no_readable_file_is_refused_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    for name, sentence in {
        "absent.py": "--file: 'absent.py' does not exist; name a .py file",
        ".": "--file: '.' is a directory; name a .py file",
        "pipe": "--file: 'pipe' is no regular file; name a .py file",
        "loop": "--file: 'loop' cannot be read: too many levels of symbolic links",
        "a\0b": r"--file: 'a\x00b' cannot be read: ",
        "x" * 5_000: f"--file: '{'x' * 59} cannot be read: file name too long",
    }.items():
        with pytest.raises(BadInput, match=re.escape(sentence)):
            next(demo_mutable_default(name))


@pytest.mark.parametrize("calls", [0, -1, 1_001])
def test_a_number_of_calls_that_shows_nothing_is_refused(calls: int) -> None:
    with pytest.raises(BadInput, match=f"--calls: {calls:,} is not between 1 and 1,000"):
        next(demo_mutable_default(calls=calls))
