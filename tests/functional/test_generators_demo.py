"""Q3: what the demo shows for a reader's own data, and how ours agree with itertools'."""

import itertools
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pyinterview.functional import batched, flatten, generators, windows
from pyinterview.functional.generators import _by_recursion, demo_generators
from pyinterview.lab.evidence import BadInput, Claim, Table

Cutter = Callable[..., Iterator[tuple[Any, ...]]]


def recipe(iterable: Iterable[Any], n: int) -> Iterator[tuple[Any, ...]]:
    """The recipe in the documentation of itertools, for Python 3.11."""
    iterator = iter(iterable)
    while batch := tuple(itertools.islice(iterator, n)):
        yield batch


THEIRS: Cutter = getattr(itertools, "batched", recipe)


@given(items=st.text(max_size=20), n=st.integers(1, 25))
def test_batched_gives_what_itertools_gives(items: str, n: int) -> None:
    assert list(batched(items, n)) == list(THEIRS(items, n))


@pytest.mark.skipif(sys.version_info < (3, 13), reason="itertools.batched has no strict before")
@pytest.mark.parametrize("arguments", [(5, 0), ([], 2.0), (5, 1), ([], -1)], ids=repr)
def test_batched_raises_at_the_call_what_itertools_raises(arguments: tuple[Any, Any]) -> None:
    with pytest.raises((TypeError, ValueError)) as theirs:
        THEIRS(*arguments, strict=True)
    with pytest.raises(theirs.type):
        batched(*arguments, strict=True)


@pytest.mark.parametrize("cut", [batched, windows])
def test_what_cannot_be_used_at_all_is_refused_at_the_call(cut: Cutter) -> None:
    with pytest.raises(TypeError):
        cut(5, 1)
    with pytest.raises(TypeError):
        cut([], 2.0)


@pytest.mark.parametrize("cut", [batched, windows])
def test_a_number_may_be_larger_than_any_list(cut: Cutter) -> None:
    assert list(cut("ab", 10**30)) == ([("a", "b")] if cut is batched else [])


def test_batched_asks_an_iterator_that_has_ended_no_more() -> None:
    asked = 0

    class Source:
        def __iter__(self) -> Iterator[int]:
            return self

        def __next__(self) -> int:
            nonlocal asked
            asked += 1
            if asked > 3:
                raise StopIteration
            return asked

    assert list(batched(Source(), 2)) == [(1, 2), (3,)]
    assert asked == 4


@pytest.mark.parametrize("text", ["a", "\N{GREEK SMALL LETTER OMEGA}", "ab"])
def test_text_that_is_no_atom_is_a_cycle_in_any_script(text: str) -> None:
    with pytest.raises(ValueError, match="a str holds itself"):
        list(flatten([text], atoms=()))
    with pytest.raises(ValueError, match="a str holds itself"):
        list(flatten(text, atoms=()))


def claims(**options: Any) -> list[Claim]:
    """The verdicts of the demo."""
    return [piece for piece in demo_generators(**options) if isinstance(piece, Claim)]


@pytest.mark.parametrize("nested", ["[]", "(1,)", "[{1: [2]}, {3}, b'x', None, [[[[]]]]]"])
@pytest.mark.parametrize("n", [1, 1_000])
def test_every_claim_holds_for_other_input(nested: str, n: int) -> None:
    assert all(claim.holds for claim in claims(nested=nested, n=n))


def test_a_long_list_is_cut_and_says_so() -> None:
    table = next(piece for piece in demo_generators(str([0] * 50)) if isinstance(piece, Table))
    assert table.title.endswith("(9 of 52 stops)")
    assert [row[0] for row in table.rows] == ["GEN_CREATED", *["GEN_SUSPENDED"] * 7, "GEN_CLOSED"]


def test_the_table_shows_where_the_frame_stands_and_what_it_holds() -> None:
    table = next(piece for piece in demo_generators("['a']") if isinstance(piece, Table))
    assert table.rows[1][2:] == ("yield count, item", "count=1, item='a'", (1, "a"))
    assert table.rows[2][1:] == ("-", "its frame is gone", "none", "StopIteration")


@pytest.mark.parametrize(
    ("content", "lines"),
    [(b"", 0), (b"one", 1), (b"one\ntwo\n", 2), (b"\n\xff\r\n" * 40_000, 80_000)],
)
def test_the_lines_of_a_file_are_counted(tmp_path: Path, content: bytes, lines: int) -> None:
    file = tmp_path / "own.txt"
    file.write_bytes(content)
    counted, alive, *rest = claims(file=str(file), n=3)
    assert counted.measured == counted.expected == lines
    assert counted.holds
    assert alive.holds
    assert all(claim.holds for claim in rest)


def test_a_file_that_grows_meanwhile_is_counted_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "own.log"
    file.write_bytes(b"line\n" * 10)

    def growing(lines: Iterable[bytes], n: int) -> Iterator[tuple[bytes, ...]]:
        yield from batched(lines, n)
        with file.open("ab") as more:
            more.write(b"later\n")

    monkeypatch.setattr(generators, "batched", growing)
    counted = next(demo_generators(file=str(file)))
    assert isinstance(counted, Claim)
    assert counted.measured == counted.expected == 10


@pytest.mark.parametrize(
    "nested", ["[1, [2", "x", "[1, f()]", "{[]}", "[" * 500 + "]" * 500, "", "'\\d' '"]
)
def test_a_broken_literal_is_one_sentence(nested: str) -> None:
    with pytest.raises(BadInput, match=r"^--nested: .{2,70} is no literal; write"):
        next(demo_generators(nested))


@pytest.mark.parametrize("nested", ["5", "'ab'", "{1: 2}"])
def test_a_literal_that_is_no_list_is_refused(nested: str) -> None:
    with pytest.raises(BadInput, match="is not a list; write"):
        next(demo_generators(nested))


def test_an_odd_escape_in_the_literal_warns_nobody() -> None:
    assert next(demo_generators(r"['\d']")).startswith("flatten")  # type: ignore[union-attr] # it is narration


@pytest.mark.parametrize("n", [0, -1, 1_001])
def test_a_number_out_of_range_is_one_sentence(n: int) -> None:
    with pytest.raises(BadInput, match=f"^--n: {n} is not between 1 and 1,000$"):
        next(demo_generators(n=n))


def test_a_file_that_is_none_or_cannot_be_read_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("nowhere.txt", str(tmp_path), "/dev/null", "a\0b"):
        with pytest.raises(BadInput, match=r"^--file: .* is no file here"):
            next(demo_generators(file=name))
    file = tmp_path / "secret.txt"
    file.touch()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything
    with pytest.raises(BadInput, match=r"^--file: cannot read .*: Permission denied$"):
        next(demo_generators(file=str(file)))


def test_the_oracle_opens_what_a_literal_can_hold() -> None:
    assert list(_by_recursion([{1: 2}, {3}, (4, [5]), "ab"])) == [1, 3, 4, 5, "ab"]
