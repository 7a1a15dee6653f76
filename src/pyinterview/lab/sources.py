"""Read a Python file that a reader names: it is parsed and never run, and may be anything."""

import os
import stat
import sys
from collections.abc import Callable
from typing import TypeVar

from pyinterview.lab.evidence import BadInput

LARGEST = 2**18  # bytes

T = TypeVar("T")


def scanned(file: str, scan: Callable[[str], T]) -> tuple[str, T]:
    """Return the text of the file that ``--file`` names, and what *scan* finds in it.

    Raises `BadInput` with one sentence for what cannot be read, and where *scan* cannot parse it.
    """
    name = f"--file: {file!r:.60}"
    data = read(file, name)
    try:
        source = data.decode("utf-8-sig")
        return source, scan(source)
    except UnicodeDecodeError as error:
        raise BadInput(f"{name} is not UTF-8 text: byte {error.start:,} is wrong") from None
    except SyntaxError as error:
        ours = "{}.{}".format(*sys.version_info)
        why = f"line {error.lineno or 1:,}: {error.msg}"
        raise BadInput(f"{name} does not parse as Python {ours}: {why:.100}") from None
    except (ValueError, RecursionError, MemoryError) as error:  # ValueError: NUL, early 3.11
        why = str(error) or "it is nested too deeply"
        raise BadInput(f"{name} does not parse: {why:.100}") from None


def read(file: str, name: str) -> bytes:
    """Return what a regular file holds; *name* begins the sentence of a `BadInput`."""
    try:
        mode = os.stat(file).st_mode  # noqa: PTH116 -- pathlib is slow to import
        data = b""
        if stat.S_ISREG(mode):  # opening a pipe would wait for its writer
            with open(file, "rb") as opened:  # noqa: PTH123 -- pathlib is slow to import
                data = opened.read(LARGEST + 1)
    except FileNotFoundError:
        raise BadInput(f"{name} does not exist; name a .py file") from None
    except (OSError, ValueError) as error:  # ValueError: a NUL byte in the name
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(f"{name} cannot be read: {reason.lower()}") from None
    if not stat.S_ISREG(mode):
        kind = "a directory" if stat.S_ISDIR(mode) else "no regular file"
        raise BadInput(f"{name} is {kind}; name a .py file")
    if len(data) > LARGEST:
        raise BadInput(f"{name} is larger than {LARGEST // 2**10:,} KiB; name a smaller file")
    return data
