"""A temporary directory that goes even if Ctrl-C comes while it is being made or removed."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def interrupts_held() -> Iterator[None]:
    """Let Ctrl-C wait until the block is over; a process that it starts inherits that."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def scratch_folder() -> Iterator[str]:
    """Give a new directory, and remove it with all that is in it.

    >>> import os
    >>> with scratch_folder() as folder:
    ...     os.path.isdir(folder)
    True
    >>> os.path.exists(folder)
    False
    """
    import shutil  # noqa: PLC0415 -- slow to import
    import tempfile  # noqa: PLC0415 -- the same

    folder = ""
    try:
        with interrupts_held():
            folder = tempfile.mkdtemp(prefix="pyinterview-")
        yield folder
    finally:
        if folder:
            with interrupts_held():
                shutil.rmtree(folder)
