"""``python -m pyinterview`` and the ``pyinterview`` script."""

import os
import sys


def leave_working_directory() -> None:
    """Take the working directory off the import path.

    A reader's own ``random.py`` must not stand in for the standard library's.
    """
    try:
        here = os.getcwd()  # noqa: PTH109 -- pathlib is not imported yet, and must not be
    except OSError:  # the directory has been deleted
        here = ""
    sys.path[:] = [entry for entry in sys.path if entry not in ("", here)]


def main() -> int:
    """Run the command line and return its exit code."""
    leave_working_directory()
    try:
        from pyinterview.app.session import session  # noqa: PLC0415 -- after the path is safe

        return session(sys.argv[1:])
    except KeyboardInterrupt:  # between two imports, before the session catches it
        return 130


if __name__ == "__main__":
    sys.exit(main())
