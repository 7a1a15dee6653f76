"""What a reader names is imported from the working directory, or refused in one sentence."""

import bisect
import sys
from collections import OrderedDict
from pathlib import Path

import pytest

from pyinterview.lab.evidence import BadInput
from pyinterview.lab.naming import load_named, told


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a directory of the reader's own."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_function_of_the_readers_own_module_is_found_beside_it(here: Path) -> None:
    (here / "mine_to_name.py").write_text("def double(x):\n    return 2 * x\n", encoding="utf-8")
    assert load_named("mine_to_name:double")(4) == 8
    assert str(here) not in sys.path


def test_a_readers_module_takes_the_place_of_no_other(here: Path) -> None:
    (here / "this_is_mine.py").write_text("import colorsys\nhue = colorsys\n", encoding="utf-8")
    (here / "colorsys.py").write_text("raise RuntimeError", encoding="utf-8")
    before = sys.path[:]
    sys.modules.pop("colorsys", None)
    assert load_named("this_is_mine:hue.rgb_to_hls")
    assert sys.path == before


def test_installed_modules_and_attributes_of_attributes_are_found_too() -> None:
    assert load_named("bisect:bisect_left") is bisect.bisect_left
    assert load_named("collections:OrderedDict.fromkeys") == OrderedDict.fromkeys


@pytest.mark.parametrize("name", ["", ":", "json", "json:", ":dumps"])
def test_another_form_is_refused(name: str) -> None:
    with pytest.raises(BadInput, match="is not of the form module:function"):
        load_named(name)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("def", "SyntaxError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("import nowhere_at_all", "ModuleNotFoundError"),
    ],
)
def test_a_module_that_cannot_be_imported_says_why(here: Path, source: str, reason: str) -> None:
    (here / "broken_to_name.py").write_text(source, encoding="utf-8")
    with pytest.raises(BadInput, match=f"cannot import 'broken_to_name': {reason}"):
        load_named("broken_to_name:f")
    assert str(here) not in sys.path


def test_a_missing_attribute_is_named() -> None:
    with pytest.raises(BadInput, match="'json' has no 'dumb'"):
        load_named("json:dumb")


def test_a_working_directory_that_is_gone_is_said(here: Path) -> None:
    here.rmdir()
    with pytest.raises(BadInput, match="the working directory is gone"):
        load_named("json:dumps")


def test_an_exception_is_told_in_a_few_words() -> None:
    assert told(ValueError("line one\nline two")) == "ValueError: line one line two"
    assert len(told(ValueError("x" * 1_000))) < 120
