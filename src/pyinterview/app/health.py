"""What runs here, and the command that mends what does not."""

import platform
import sys

from pyinterview.app import terminal
from pyinterview.app.needs import DISTRIBUTION, install_command, installed_version, packages_of
from pyinterview.app.prose import is_written, question_texts
from pyinterview.catalog import ROWS
from pyinterview.lab.evidence import Table

EXTRAS = {"practice": "bench, and running the tests"}


def doctor() -> int:
    """Print the interpreter, the answers that are written, and the state of each extra."""
    screen = terminal.Terminal(terminal.writer())
    written = {row.number for row in ROWS if row.number and is_written(row)}
    facts = [
        ("Python", f"{platform.python_version()} ({platform.python_implementation()})"),
        ("interpreter", sys.executable),
        ("system", f"{platform.system()} {platform.machine()}"),
        (DISTRIBUTION, installed_version(DISTRIBUTION) or "not installed; run from its source"),
        ("answers", f"{len(written)} of {len(question_texts())} questions are written"),
    ]
    screen.show(Table("This machine", ("what", "state"), facts))
    rows = []
    for extra, purpose in EXTRAS.items():
        missing = [name for name in packages_of(extra) if installed_version(name) is None]
        state = f"lacks {', '.join(missing)}" if missing else "complete"
        rows.append((f"[{extra}]", purpose, state))
    screen.show(Table("Extras", ("extra", "needed for", "state"), rows))
    for extra, (*_, state) in zip(EXTRAS, rows, strict=True):
        if state != "complete":
            screen.show(f"To mend [{extra}]: {install_command(extra)}")
    return 0
