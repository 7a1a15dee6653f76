"""Q61: what the demo shows, and a process that is killed at every line while it writes a file."""

import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from pyinterview.app.replacing import load
from pyinterview.functional import atomic_write, context_managers
from pyinterview.functional.context_managers import demo_context_manager
from pyinterview.lab.evidence import BadInput, Claim, Table

# Forks for every line that is run while the file is written, and dies just before it.
KILLED_AT_EVERY_LINE = """
import os, pathlib, signal, sys
from pyinterview.app.replacing import load
from pyinterview.functional import atomic_write

path, mode = pathlib.Path(sys.argv[1]), sys.argv[2]

def write(last):
    lines = 0
    def trace(frame, event, argument):
        nonlocal lines
        if event == "line":
            lines += 1
            if lines == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace
    sys.settrace(trace)
    with atomic_write(path, mode) as file:
        file.write("ne")
        file.flush()
        file.write("w")
    sys.settrace(None)

for last in range(1, 1000):
    path.unlink(missing_ok=True)
    if mode == "w":
        path.write_text("old")
    child = os.fork()
    if child == 0:
        write(last)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    print(os.waitstatus_to_exitcode(status), path.read_text() if path.exists() else "none")
    if status == 0:
        break
"""


@pytest.mark.parametrize("mode", ["w", "x"])
def test_killed_at_every_line_the_file_is_old_or_new(tmp_path: Path, mode: str) -> None:
    command = [sys.executable, "-c", KILLED_AT_EVERY_LINE, str(tmp_path / "file"), mode]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    *killed, whole = [line.split() for line in done.stdout.splitlines()]
    assert whole == ["0", "new"]
    assert len(killed) > 20
    assert {status for status, _ in killed} == {"-9"}
    held = [content for _, content in killed]
    before = "old" if mode == "w" else "none"
    assert held == [before] * held.count(before) + ["new"] * held.count("new")
    assert held[0] == before
    assert held[-1] == "new"


def test_the_temporary_file_is_beside_the_file_where_a_rename_is_one_step(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    (tmp_path / "link").symlink_to("here/file")
    with atomic_write(tmp_path / "link"):
        assert len(list((tmp_path / "here").iterdir())) == 1


def test_a_file_that_may_not_be_written_is_not_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Root may write everything, so the system's answer is made up."""
    (tmp_path / "file").touch(0o444)
    really = os.open

    def guarded(path: str, flags: int, mode: int = 0o777) -> int:
        if path.endswith("file") and flags & os.O_WRONLY:
            raise PermissionError
        return really(path, flags, mode)

    monkeypatch.setattr(os, "open", guarded)
    with pytest.raises(PermissionError), atomic_write(tmp_path / "file"):
        pytest.fail("the block must not run")


def test_a_pipe_that_nobody_reads_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    came: list[OSError] = []

    def write() -> None:
        try:
            with atomic_write(tmp_path / "pipe"):
                pass
        except OSError as error:
            came.append(error)

    thread = threading.Thread(target=write, daemon=True)
    thread.start()
    thread.join(5)
    assert len(came) == 1


def test_a_private_file_is_private_from_the_beginning(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch(0o600)
    seen: list[int] = []
    monkeypatch.setattr(os, "fchmod", lambda at, _: seen.append(os.fstat(at).st_mode & 0o777))
    with atomic_write(tmp_path / "file"):
        pass
    assert seen == [0o600]


def test_a_name_that_is_taken_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "urandom", bytes)
    (tmp_path / "valuable").touch()
    (tmp_path / f".atomic_write-{bytes(8).hex()}.tmp").symlink_to("valuable")
    with pytest.raises(FileExistsError), atomic_write(tmp_path / "file"):
        pytest.fail("the block must not run")
    assert (tmp_path / "valuable").read_bytes() == b""


def test_an_unknown_encoding_leaves_nothing(tmp_path: Path) -> None:
    """It is found out when the temporary file is there already."""
    with pytest.raises(LookupError), atomic_write(tmp_path / "file", encoding="no such"):
        pytest.fail("there is no such encoding")
    assert list(tmp_path.iterdir()) == []


def test_dots_are_left_to_the_system_as_for_open(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError), atomic_write(f"{tmp_path}/missing/../new"):
        pytest.fail("the block must not run")
    assert list(tmp_path.iterdir()) == []


def claims(path: str = "", text: str = "new\n") -> list[Claim]:
    """Return the verdicts."""
    return [piece for piece in demo_context_manager(path, text) if isinstance(piece, Claim)]


@pytest.mark.parametrize("text", ["", "x", "the old", "\N{GREEK SMALL LETTER PI}" * 9])
def test_every_claim_holds_for_any_text(text: str) -> None:
    assert [claim.holds for claim in claims(text=text)] == [True] * 5


def test_a_readers_file_is_read_and_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "mine"
    path.write_bytes(b"\x00mine")
    before = path.stat()
    assert [claim.holds for claim in claims(str(path))] == [True] * 5
    assert path.read_bytes() == b"\x00mine"
    assert path.stat().st_mtime_ns == before.st_mtime_ns
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_that_is_not_there_yet_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert [claim.holds for claim in claims("mine")] == [True] * 5
    assert list(tmp_path.iterdir()) == []


def test_the_table_of_kills_ends_where_nobody_is_killed() -> None:
    table = [piece for piece in demo_context_manager() if isinstance(piece, Table)][1]
    steps = [step for step, _ in table.rows]
    assert steps[-1] == "not at all"
    assert {"write", "flush", "fsync", "replace"} <= set(steps)
    assert [state for _, state in table.rows] == ["old"] * 12 + ["new"] * 5


def test_what_cannot_be_used_is_said_in_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "large").write_bytes(b"x" * (2**20 + 1))
    wrong = {
        str(tmp_path): "is a directory; name a file in it",
        f"{tmp_path}/missing/file": "there is no directory",
        f"{tmp_path}/pipe": "is no regular file",
        f"{tmp_path}/large": "is larger than 1 MiB",
        f"{tmp_path}/large/file": "not a directory",
        "nul\0": "null",
    }
    for path, sentence in wrong.items():
        with pytest.raises(BadInput, match=rf"--path: .*{sentence}"):
            next(demo_context_manager(path))
    with pytest.raises(BadInput, match=r"--text: .* cannot be written as UTF-8"):
        next(demo_context_manager(text="\udc80"))
    with pytest.raises(BadInput, match=r"--text: .* is what the file holds already"):
        next(demo_context_manager(text="the old content\n"))


def test_a_file_without_permission_to_read_is_said_in_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "secret").touch()

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    with pytest.raises(BadInput, match=r"cannot read .*secret': permission denied"):
        next(demo_context_manager(str(tmp_path / "secret")))


def test_nothing_is_left_behind_wherever_the_reader_stops(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for most in (1, 4, 5, 100):
        for _ in zip(range(most), demo_context_manager(), strict=False):
            assert list(tmp_path.iterdir()) == []
    assert threading.active_count() == 1


def test_a_wrong_atomic_write_makes_the_claims_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    mistake = load(Path(__file__).parent.parent / "mistakes" / "atomic_write_in_place.py")
    monkeypatch.setattr(context_managers, "atomic_write", mistake.atomic_write)
    assert [claim.holds for claim in claims()] == [True, True, False, False, False]
    assert "mixed" in str(claims()[3].measured)


def test_a_wrong_bracket_makes_a_claim_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def never_stops(*_: object) -> bool:
        return False

    monkeypatch.setattr(context_managers._Bracket, "__exit__", never_stops)  # noqa: SLF001
    assert [claim.holds for claim in claims()][:2] == [False, False]
