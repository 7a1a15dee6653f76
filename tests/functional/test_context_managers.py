"""Q61: what a file holds after a block that writes it, however the block ends."""

import contextlib
import os
import stat
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyinterview.functional import atomic_write

CHANGES = {"fdatasync", "flush", "fsync", "link", "rename", "replace", "write"}

texts = st.text(st.characters(codec="utf-8"))
newlines = st.sampled_from([None, "", "\n", "\r\n"])


class DiskError(OSError):
    """What we let a step raise."""


class Steps:
    """Sees the calls by which a block changes files; *fail* of them passes an error instead."""

    def __init__(self, fail: int = 0) -> None:
        self.fail = fail
        self.taken: list[str] = []

    def __call__(self, _: FrameType, event: str, called: Any) -> None:
        if event == "c_call" and called.__name__ in CHANGES:
            where = called.__module__ or type(called.__self__).__module__
            if where in {"_io", "io", "posix"}:
                self.taken.append(called.__name__)
                if len(self.taken) == self.fail:
                    raise DiskError


@contextlib.contextmanager
def seen_by(steps: Steps) -> Iterator[None]:
    """Let *steps* look at every call to C in the block."""
    before = sys.getprofile()
    sys.setprofile(steps)
    try:
        yield
    finally:
        sys.setprofile(before)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty directory."""
    place = tmp_path / "folder"
    place.mkdir()
    return place


@pytest.fixture
def path(folder: Path) -> Path:
    """A file with old content, alone in its directory."""
    file = folder / "settings.ini"
    file.write_text("old", encoding="utf-8")
    return file


def names(folder: Path) -> list[str]:
    """Return what a directory holds."""
    return sorted(entry.name for entry in folder.iterdir())


def permissions(path: Path) -> int:
    """Return the permission bits."""
    return stat.S_IMODE(path.stat().st_mode)


def test_the_block_writes_what_is_there_afterwards_and_nothing_else(path: Path) -> None:
    with atomic_write(path) as file:
        file.write("new")
    assert path.read_text(encoding="utf-8") == "new"
    assert names(path.parent) == [path.name]


def test_until_the_block_ends_others_read_the_old_content(path: Path) -> None:
    with atomic_write(path) as file:
        file.write("new")
        file.flush()
        assert path.read_text(encoding="utf-8") == "old"


def test_a_new_file_appears_when_the_block_ends(folder: Path) -> None:
    path = folder / "new"
    with atomic_write(path) as file:
        file.write("new")
        assert not path.exists()
    assert path.read_text(encoding="utf-8") == "new"


@given(text=texts, newline=newlines)
@settings(max_examples=25)  # each waits for the disk
def test_text_is_encoded_as_open_does(
    tmp_path_factory: pytest.TempPathFactory, text: str, newline: str | None
) -> None:
    folder = tmp_path_factory.getbasetemp()
    ours, theirs = folder / "ours", folder / "theirs"
    with atomic_write(ours, encoding="utf-16", newline=newline) as file:
        file.write(text)
    with theirs.open("w", encoding="utf-16", newline=newline) as file:
        file.write(text)
    assert ours.read_bytes() == theirs.read_bytes()


def test_bytes_text_and_errors_of_encoding_are_as_for_open(path: Path) -> None:
    with atomic_write(str(path), "wb") as file:
        file.write(b"\x00\xff")
    assert path.read_bytes() == b"\x00\xff"
    with atomic_write(path, "wt", encoding="ascii", errors="replace") as file:
        file.write("\xe4")
    assert path.read_text(encoding="ascii") == "?"
    with pytest.raises(ValueError), atomic_write(path, "wb", encoding="ascii"):
        pytest.fail("bytes have no encoding")
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize("error", [KeyError, KeyboardInterrupt, GeneratorExit])
def test_an_exception_goes_on_and_leaves_all_as_it_was(
    path: Path, error: type[BaseException]
) -> None:
    def write() -> None:
        with atomic_write(path) as file:
            file.write("new")
            file.flush()
            raise error

    with pytest.raises(error):
        write()
    assert path.read_text(encoding="utf-8") == "old"
    assert names(path.parent) == [path.name]


def test_an_exception_leaves_no_new_file(folder: Path) -> None:
    def write() -> None:
        with atomic_write(folder / "new") as file:
            file.write("new")
            raise KeyError

    with pytest.raises(KeyError):
        write()
    assert names(folder) == []


def test_leaving_by_return_keeps_what_was_written(path: Path) -> None:
    def write() -> int:
        with atomic_write(path) as file:
            return int(file.write("new"))

    assert write() == 3
    assert path.read_text(encoding="utf-8") == "new"


def test_the_content_is_synced_before_it_gets_the_name_and_the_directory_after(path: Path) -> None:
    steps = Steps()
    with seen_by(steps), atomic_write(path) as file:
        file.write("new")
    taken = [{"fdatasync": "fsync", "rename": "replace"}.get(step, step) for step in steps.taken]
    assert [step for step in taken if step in {"fsync", "replace"}] == ["fsync", "replace", "fsync"]
    assert taken.index("fsync") > taken.index("write")
    assert path.read_text(encoding="utf-8") == "new"


@pytest.mark.parametrize("step", range(1, 12))
@pytest.mark.parametrize("mode", ["w", "x"])
def test_whichever_step_fails_the_file_is_old_or_new_and_alone(
    path: Path, step: int, mode: str
) -> None:
    if mode == "x":
        path.unlink()
    steps = Steps(fail=step)
    with contextlib.suppress(DiskError), seen_by(steps), atomic_write(path, mode) as file:
        file.write("ne")
        file.write("w")
    failed = len(steps.taken) == step
    replaced = {"link", "rename", "replace"} & set(steps.taken[: -1 if failed else None])
    found = path.read_text(encoding="utf-8") if path.exists() else None
    assert found == ("new" if replaced else "old" if mode == "w" else None)
    assert names(path.parent) == ([path.name] if path.exists() else [])


@given(data=st.data(), first=texts, second=texts)
@settings(max_examples=15)  # each waits for the disk several times
def test_of_two_that_write_at_once_the_later_to_end_wins_whole(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, first: str, second: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "shared"
    writers = [atomic_write(path, encoding="utf-8", newline="") for _ in range(2)]
    files = [writer.__enter__() for writer in writers]
    for at in data.draw(st.permutations([0, 1])):
        files[at].write((first, second)[at])
    order = data.draw(st.permutations([0, 1]))
    for at in order:
        writers[at].__exit__(None, None, None)
    assert path.read_bytes() == (first, second)[order[-1]].encode()


@pytest.mark.parametrize("mask", [0o022, 0o077, 0])
def test_a_new_file_gets_the_permissions_that_open_gives(folder: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        (folder / "theirs").touch()
        with atomic_write(folder / "ours"):
            pass
    finally:
        os.umask(before)
    assert permissions(folder / "ours") == permissions(folder / "theirs") == 0o666 & ~mask


@pytest.mark.parametrize("bits", [0o600, 0o755, 0o666])
def test_an_existing_file_keeps_its_permissions(path: Path, bits: int) -> None:
    path.chmod(bits)
    with atomic_write(path) as file:
        file.write("new")
    assert permissions(path) == bits


def test_a_secret_is_never_readable_by_others_while_it_is_written(path: Path) -> None:
    path.chmod(0o600)
    with atomic_write(path) as file:
        assert stat.S_IMODE(os.fstat(file.fileno()).st_mode) == 0o600


def test_a_symbolic_link_stays_and_the_file_it_names_is_written(path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(path)
    with atomic_write(link) as file:
        file.write("new")
    assert link.is_symlink()
    assert path.read_text(encoding="utf-8") == "new"


def test_a_link_to_a_file_that_is_not_there_yet_makes_that_file(folder: Path) -> None:
    (folder / "link").symlink_to("new")
    with atomic_write(folder / "link") as file:
        file.write("new")
    assert (folder / "link").is_symlink()
    assert (folder / "new").read_text(encoding="utf-8") == "new"


def test_a_link_to_itself_is_an_os_error_and_stays(folder: Path) -> None:
    (folder / "link").symlink_to("link")
    with pytest.raises(OSError), atomic_write(folder / "link"):
        pytest.fail("the link leads nowhere")
    assert (folder / "link").is_symlink()


def test_a_relative_path_means_the_directory_in_which_the_block_began(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(path.parent)
    with atomic_write(path.name) as file:
        file.write("new")
        monkeypatch.chdir(tmp_path)
    assert path.read_text(encoding="utf-8") == "new"
    assert not (tmp_path / path.name).exists()


@pytest.mark.parametrize("mode", ["r", "rb", "r+", "w+", "a", "ab", "", "q"])
def test_any_mode_but_w_and_x_is_a_value_error(path: Path, mode: str) -> None:
    with pytest.raises(ValueError), atomic_write(path, mode):
        pytest.fail("the block must not run")
    assert path.read_text(encoding="utf-8") == "old"
    assert names(path.parent) == [path.name]


def test_exclusive_creation_makes_a_new_file(folder: Path) -> None:
    with atomic_write(folder / "new", "x") as file:
        file.write("new")
    with atomic_write(folder / "bytes", "xb") as file:
        file.write(b"new")
    assert (folder / "new").read_bytes() == (folder / "bytes").read_bytes() == b"new"
    assert names(folder) == ["bytes", "new"]


def test_exclusive_creation_refuses_a_name_that_is_taken(path: Path) -> None:
    link = path.parent / "link"
    link.symlink_to("nowhere")  # for open, too, the name of a dangling link is taken
    for taken in (path, link):
        with pytest.raises(FileExistsError), atomic_write(taken, "x"):
            pytest.fail("the block must not run")
    assert path.read_text(encoding="utf-8") == "old"


def test_exclusive_creation_refuses_a_name_that_is_taken_meanwhile(folder: Path) -> None:
    path = folder / "new"

    def write() -> None:
        with atomic_write(path, "x") as file:
            file.write("ours")
            path.write_text("theirs", encoding="utf-8")

    with pytest.raises(FileExistsError):
        write()
    assert path.read_text(encoding="utf-8") == "theirs"
    assert names(folder) == ["new"]


@pytest.mark.parametrize("name", [".", "missing/new", "settings.ini/new"])
@pytest.mark.parametrize("mode", ["w", "x"])
def test_what_open_raises_is_raised_before_the_block_runs(path: Path, name: str, mode: str) -> None:
    target = f"{path.parent}/{name}"
    with pytest.raises(OSError) as expected:
        open(target, mode, encoding="utf-8")  # noqa: PTH123, SIM115 -- it does not open
    with pytest.raises(type(expected.value)), atomic_write(target, mode):
        pytest.fail("the block must not run")
    assert names(path.parent) == [path.name]


def test_a_pipe_is_no_file_to_replace(folder: Path) -> None:
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)  # so that nobody waits for one
    try:
        with pytest.raises(OSError), atomic_write(pipe):
            pytest.fail("the block must not run")
    finally:
        os.close(reader)
    assert pipe.is_fifo()


def test_a_file_that_the_block_closes_is_a_value_error_and_stays_as_it_was(path: Path) -> None:
    def write() -> None:
        with atomic_write(path) as file:
            file.write("new")
            file.close()

    with pytest.raises(ValueError):
        write()
    assert path.read_text(encoding="utf-8") == "old"
    assert names(path.parent) == [path.name]


@pytest.mark.parametrize("error", [KeyError, None])
def test_no_descriptor_stays_open(path: Path, error: type[Exception] | None) -> None:
    def lowest_free() -> int:
        descriptor = os.dup(0)
        os.close(descriptor)
        return descriptor

    before = lowest_free()
    with contextlib.suppress(KeyError), atomic_write(path):
        if error:
            raise error
    assert lowest_free() == before


def test_each_use_is_a_new_block(path: Path) -> None:
    write: Callable[..., Any] = atomic_write
    for text in ("one", "two"):
        with write(path) as file:
            file.write(text)
    assert path.read_text(encoding="utf-8") == "two"
