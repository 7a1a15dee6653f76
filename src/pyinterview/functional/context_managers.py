"""Context managers.

Q61. what is context manager

## In one breath

An object whose `__enter__` runs before a block and whose `__exit__` runs after it, however the
block ends: at its end, by return, break or an exception. `with` calls both, so what was opened is
closed, what was locked is released, a transaction is committed or rolled back. `__exit__` is told
the exception and stops it only by returning true. `contextlib.contextmanager` makes one of a
generator: set up, `yield`, clean up.

## Pitfalls

- *They are for files.* For every pair of acts: locks, transactions, temporary directories, a
  changed setting, a timer, a redirected stream.
- *`return` in the block skips the exit.* It does not; only the end of the process does.
- *`@contextmanager` cleans up after its `yield`.* The block's exception is raised at the `yield`:
  without `try`/`finally` around it the clean-up is skipped.
- *`__exit__` must raise the exception again.* Return false and it goes on. Returning true swallows
  it, `KeyboardInterrupt` too.
- *`with open(path, "w")` is safe.* It closes the file, but the old content is gone at once, and a
  crash leaves half of the new.

## Asked next

- *How is a file replaced safely?* Write a new one beside it, flush, fsync, rename over the old
  name (atomic within one file system), fsync the directory so that the rename lasts.
- *Several, or a number known at run time?* `with a, b:` nests, and exits b first; `ExitStack`
  holds any number, and `pop_all` hands them on.
- *And if `__enter__` fails?* Its own `__exit__` is not called; those entered before are exited.
- *Why not `__del__`?* When it runs, and whether, is the collector's affair.
- *Asynchronous?* `async with` awaits `__aenter__` and `__aexit__`.

## Sources

- https://peps.python.org/pep-0343/
- https://docs.python.org/3/reference/datamodel.html#with-statement-context-managers
- https://docs.python.org/3/library/contextlib.html
- https://pubs.opengroup.org/onlinepubs/9799919799/functions/rename.html, and fsync there
"""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import IO, Any, Self

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table
from pyinterview.lab.scratch import scratch_folder

__all__ = ["atomic_write"]


@contextmanager
def atomic_write(
    path: str | os.PathLike[str],
    mode: str = "w",
    *,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
) -> Iterator[IO[Any]]:
    """Write a file as a whole or not at all: the block gets a file object, opened as `open` does.

    The block writes a temporary file in the same directory. When it ends well, that file is synced
    to disk and takes the place of *path* in one step, then the directory is synced (an error of
    that last step is raised though the new file is there). When the block raises, *path* stays as
    it is and the temporary file is removed; only a killed process leaves one. A symbolic link
    stays, and the file that it names is written. An existing file keeps its permissions (not its
    owner or other hard links), a new one gets those that `open` would give.

    *mode* is "w" or "x", with "b" or "t"; any other is a ``ValueError``: appending would have to
    copy the whole file. "x" raises ``FileExistsError``, also if the file appears meanwhile. What
    `open` raises for *path* is raised before the block runs. ``OSError`` if *path* is no regular
    file, such as a device; ``ValueError`` if the block closes the file itself.

    >>> import pathlib, tempfile
    >>> with scratch_folder() as folder:
    ...     path = pathlib.Path(folder, "settings")
    ...     with atomic_write(path) as file:
    ...         _ = file.write("all of it"), path.exists()
    ...     _, path.read_text()
    ((9, False), 'all of it')
    """
    kind = mode.strip("bt")
    if kind not in ("w", "x"):
        raise ValueError(f"mode must be 'w' or 'x', with 'b' or 't', not {mode!r}")
    target = os.path.join(os.getcwd(), os.fsdecode(path))  # noqa: PTH109, PTH118 -- as given: no ".." resolved by its spelling
    kept = _permissions(target, new=kind == "x")
    if os.path.islink(target):  # noqa: PTH114 -- pathlib is slow to import
        target = os.path.realpath(target)
    folder = os.path.dirname(target)  # noqa: PTH120 -- the same
    temporary = os.path.join(folder, f".atomic_write-{os.urandom(8).hex()}.tmp")  # noqa: PTH118 -- the same

    def opener(name: str, flags: int) -> int:
        return os.open(name, flags, 0o666 if kept is None else kept)

    try:
        with open(
            temporary,
            mode.replace("w", "x"),
            encoding=encoding,
            errors=errors,
            newline=newline,
            opener=opener,
        ) as file:
            if kept is not None:
                os.fchmod(file.fileno(), kept)  # what the umask took away
            yield file
            file.flush()
            os.fsync(file.fileno())
        if kind == "x":
            os.link(temporary, target)  # fails if the name is taken by now
        else:
            os.replace(temporary, target)  # noqa: PTH105 -- pathlib is slow to import
    finally:
        with suppress(FileNotFoundError):
            os.unlink(temporary)  # noqa: PTH108 -- pathlib is slow to import
    _sync_folder(folder)


def _permissions(path: str, *, new: bool) -> int | None:
    """Return the permissions of the file at *path*, None if there is none.

    Raises what `open` would: for a directory, for a file that may not be written, for one that is
    there if *new* is asked for.
    """
    if new:
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path)
        return None
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_NONBLOCK)  # a pipe without a reader: no wait
    except FileNotFoundError:
        return None
    try:
        found = os.fstat(descriptor).st_mode
    finally:
        os.close(descriptor)
    if not stat.S_ISREG(found):
        raise OSError(errno.EINVAL, "only a regular file can be replaced", path)
    return stat.S_IMODE(found)


def _sync_folder(path: str) -> None:
    """Make the names in a directory last."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class _Bracket:
    """Notes when it is entered and exited, and stops what is of the class *stops*."""

    def __init__(self, name: str, events: list[str], stops: type | tuple[()] = ()) -> None:
        self.name, self.events, self.stops = name, events, stops

    def __enter__(self) -> Self:
        self.events.append(f"enter {self.name}")
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> bool:
        self.events.append(f"exit {self.name}" + (f" after {kind.__name__}" if kind else ""))
        return kind is not None and issubclass(kind, self.stops)


_WAYS = ("its end", "return", "break", "raise", "raise, stopped by b")


def _leave(way: str, events: list[str]) -> None:
    """Leave a block in one of the ways."""
    for _ in range(1):
        stops = KeyError if way.endswith("b") else ()
        with _Bracket("a", events), _Bracket("b", events, stops):
            events.append("body")
            if way == "return":
                return
            if way == "break":
                break
            if way.startswith("raise"):
                raise KeyError


def demo_context_manager(path: str = "", text: str = "the new content\n" * 4) -> Demo:
    """Leave a block in every way, and kill a process that writes a file at every step.

    With --path your own file gives the old content. It is only read: what is written, and damaged
    on purpose, are copies in a temporary directory. --text is the new content.
    """
    old = _content(path) if path else b"the old content\n"
    try:
        new = text.encode()
    except UnicodeEncodeError:
        raise BadInput(f"--text: {text!r:.60} cannot be written as UTF-8") from None

    if new == old:
        raise BadInput(f"--text: {text!r:.60} is what the file holds already; give another")

    yield from _ways_out()
    yield _interrupted(old, new)
    yield from _killed(old, new)


def _content(path: str) -> bytes | None:
    """Return what the file at *path* holds, None if there is none yet."""
    largest = 2**20
    if os.path.isdir(path):  # noqa: PTH112 -- pathlib is slow to import
        raise BadInput(f"--path: {path!r:.80} is a directory; name a file in it")
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 -- the same
        raise BadInput(f"--path: {path!r:.80} is no regular file")
    try:
        with open(path, "rb") as file:  # noqa: PTH123 -- the same
            data = file.read(largest + 1)
    except FileNotFoundError:
        folder = os.path.dirname(path) or "."  # noqa: PTH120 -- the same
        if not os.path.isdir(folder):  # noqa: PTH112 -- the same
            raise BadInput(f"--path: there is no directory {folder!r:.80}") from None
        return None
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"--path: cannot read {path!r:.80}: {reason.lower()}") from None
    if len(data) > largest:
        raise BadInput(f"--path: {path!r:.80} is larger than 1 MiB, more than a demo needs")
    return data


def _ways_out() -> Demo:
    rows = []
    orders = set()
    for way in _WAYS:
        events: list[str] = []
        out = "nothing"
        try:
            _leave(way, events)
        except KeyError:
            out = "KeyError"
        rows.append((way, ", ".join(events), out))
        orders.add(", ".join(event.partition(" after ")[0] for event in events))
    yield Table(
        "with a, b: a block, left by", ("way", "what happens", "what comes out of it"), rows
    )
    expected = "enter a, enter b, body, exit b, exit a"
    yield Claim(
        "however the block is left, each exit runs once, the last entered first",
        measured="; ".join(sorted(orders)),
        expected=expected,
        holds=orders == {expected},
    )
    raised = [way for way, _, out in rows if out == "KeyError"]
    yield Claim(
        "an exception goes on unless an __exit__ returns true",
        measured=f"it comes out of {', '.join(raised)}",
        expected="it comes out of raise",
        holds=raised == ["raise"],
    )


def _put(path: str, content: bytes | None) -> None:
    if content is not None:
        with open(path, "wb") as file:  # noqa: PTH123 -- pathlib is slow to import
            file.write(content)


def _held(path: str, old: bytes | None, new: bytes) -> str:
    """Say which content the file at *path* has."""
    found = _content(path)
    return "new" if found == new else "old" if found == old else "mixed"


def _interrupted(old: bytes | None, new: bytes) -> Claim:

    came_out = "nothing"
    with scratch_folder() as folder:
        path = os.path.join(folder, "file")  # noqa: PTH118 -- pathlib is slow to import
        _put(path, old)
        try:
            with atomic_write(path, "wb") as file:
                file.write(new[: len(new) // 2])
                raise KeyError  # noqa: TRY301 -- the block's own error is the point
        except KeyError:
            came_out = "KeyError"
        held = _held(path, old, new)
        others = len(os.listdir(folder)) - (old is not None)  # noqa: PTH208 -- the same
    found = held, others, came_out
    return Claim(
        "an exception in the middle of writing: the file, other files left, what comes out",
        measured=found,
        expected=("old", 0, "KeyError"),
        holds=found == ("old", 0, "KeyError"),
    )


# Runs the file that defines atomic_write. One process after the other writes, and dies just
# before its first step, its second, and so on; a line tells its steps, its end, what it left.
_WRITER = """
import os, signal, sys
library, source, folder = sys.argv[1:]
sys.path.append(library)
names = {"__name__": "writer"}
with open(source, encoding="utf-8") as file:
    exec(compile(file.read(), source, "exec"), names)

def content(path):
    if not os.path.exists(path):
        return None
    with open(path, "rb") as file:
        return file.read()

old, new = content(folder + "/old"), content(folder + "/new")
KINDS = "close fchmod flush fsync link open rename replace unlink write".split()

def write(path, last):
    steps = 0
    def look(frame, event, called):
        nonlocal steps
        if event != "c_call" or called.__name__ not in KINDS:
            return
        if (called.__module__ or type(called.__self__).__module__) in ("_io", "io", "posix"):
            os.write(1, called.__name__.encode() + b" ")
            steps += 1
            if steps == last:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.setprofile(look)
    with names["atomic_write"](path, "wb") as file:
        for half in new[:len(new) // 2], new[len(new) // 2:]:
            file.write(half)
            file.flush()
    sys.setprofile(None)

for last in range(1, 100):
    path = f"{folder}/{last}/file"
    os.mkdir(f"{folder}/{last}")
    if old is not None:
        with open(path, "wb") as file:
            file.write(old)
    child = os.fork()
    if not child:
        try:
            write(path, last)
            os._exit(0)
        finally:
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    found = content(path)
    state = "new" if found == new else "old" if found == old else "mixed"
    os.write(1, f"{status} {state}\\n".encode())
    if status != -signal.SIGKILL:
        break
"""


def _killed(old: bytes | None, new: bytes) -> Demo:
    import subprocess  # noqa: PLC0415 -- slow to import, and only the demo needs it
    import sys  # noqa: PLC0415 -- the same

    function: Any = atomic_write
    source = getattr(function, "__wrapped__", function).__code__.co_filename
    library = __file__.removesuffix("/".join(__name__.split(".")) + ".py")
    command = [sys.executable, "-I", "-S", "-B", "-c", _WRITER, library, source]
    with scratch_folder() as folder:
        _put(f"{folder}/old", old)
        _put(f"{folder}/new", new)
        done = subprocess.run(  # noqa: S603 -- this interpreter runs a program of ours
            [*command, folder], capture_output=True, text=True, check=True
        )
    runs = [line.split() for line in done.stdout.splitlines()]
    *_, (*steps, status, _) = runs
    held = [run[-1] for run in runs]
    before = [run[-3] for run in runs[:-1]] + ["not at all"]
    yield Table(
        "A process that writes the file, killed",
        ("just before", "the file is"),
        list(zip(before, held, strict=True)),
    )
    yield Claim(
        "killed at any step, the file is the old or the new one, never a mix; in the end the new",
        measured=", ".join(f"{state} {held.count(state)} times" for state in dict.fromkeys(held)),
        expected=f"old or new {len(runs)} times",
        holds=status == "0" and held[-1] == "new" and "mixed" not in held,
    )
    order = [step for step in steps if step in ("write", "fsync", "rename", "replace")]
    yield Claim(
        "the content is on the disk before it gets the name, and the name before the end",
        measured=", ".join(order),
        expected="write, write, fsync, replace, fsync",
        holds=order == ["write", "write", "fsync", "replace", "fsync"],
    )
