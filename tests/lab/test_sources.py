"""A file that a reader names is read once and whole, or refused in one sentence."""

import ast
import os
from pathlib import Path

import pytest

from pyinterview.lab import sources
from pyinterview.lab.evidence import BadInput
from pyinterview.lab.sources import read, scanned


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Work in an empty directory."""
    monkeypatch.chdir(tmp_path)


def test_the_text_and_what_was_found_in_it_come_back() -> None:
    Path("mine.py").write_text("\ufeffx = 1\n", encoding="utf-8")
    assert scanned("mine.py", lambda text: len(ast.parse(text).body)) == ("x = 1\n", 1)


def test_what_is_no_program_is_refused_in_a_sentence() -> None:
    for content, said in {
        b"x = \xff": "'bad.py' is not UTF-8 text: byte 4 is wrong",
        b"x = (": "'bad.py' does not parse as Python 3",
        b"-" * 20_000 + b"1": "'bad.py' does not parse",
    }.items():
        Path("bad.py").write_bytes(content)
        with pytest.raises(BadInput, match=f"^--file: {said}"):
            scanned("bad.py", ast.parse)


def test_what_cannot_be_read_is_refused_in_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo("pipe")
    Path("loop").symlink_to("loop")
    Path("large").write_bytes(b"# ")
    monkeypatch.setattr(sources, "LARGEST", 1)
    for name, said in {
        "absent.py": "it does not exist; name a .py file",
        ".": "it is a directory; name a .py file",
        "pipe": "it is no regular file; name a .py file",
        "loop": "it cannot be read: too many levels",
        "a\0b": "it cannot be read: ",
        "large": "it is larger than 0 KiB; name a smaller file",
    }.items():
        with pytest.raises(BadInput, match=f"^{said}"):
            read(name, "it")
