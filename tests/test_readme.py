"""The README is run: its console blocks, its commands, its table.

``python tests/test_readme.py`` writes the table of questions into it again.
"""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pyinterview.app.prose import is_written, question_texts
from pyinterview.catalog import PACKAGES, ROWS

README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- questions: begin -->", "<!-- questions: end -->"
pytestmark = pytest.mark.skipif(not README.exists(), reason="the wheel ships no README")


def table() -> str:
    """The questions by topic, with the demo of each."""
    texts = question_texts()
    lines = ["| no. | question | demo | |", "|---:|---|---|---|"]
    for package, title in PACKAGES.items():
        lines.append(f"| | **{title}** | | |")
        for row in ROWS:
            if row.package == package:
                state = "" if is_written(row) else "not written yet"
                text = texts.get(row.number or 0, row.title).replace("|", "\\|")
                lines.append(f"| {row.number or ''} | {text} | `{row.demo}` | {state} |")
    return "\n".join(lines)


def test_the_table_is_the_catalog() -> None:
    inside = README.read_text(encoding="utf-8").partition(BEGIN)[2].partition(END)[0]
    assert inside.strip() == table(), "run: python tests/test_readme.py"


def sessions() -> Iterator[tuple[str, str]]:
    """Every command in a console block, with what it is said to print."""
    blocks = re.findall(r"```console\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, printed = part.partition("\n")
            yield command, printed.strip()


@pytest.mark.parametrize(("command", "printed"), list(sessions()) if README.exists() else [])
def test_a_console_block_prints_what_it_says(command: str, printed: str, tmp_path: Path) -> None:
    ours = command.replace("python -", f"{shlex.quote(sys.executable)} -", 1)
    done = subprocess.run(
        ["sh", "-c", ours], capture_output=True, text=True, check=False, cwd=tmp_path
    )
    wanted = re.escape(printed).replace(re.escape("..."), ".*")
    assert re.fullmatch(wanted, (done.stdout + done.stderr).strip(), re.DOTALL), done.stdout


def test_it_never_tells_anyone_to_install_the_other_project() -> None:
    said = README.read_text(encoding="utf-8")
    assert re.search(r"pip install ['\"]?pyinterview(?!-answers)", said) is None


if __name__ == "__main__":
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    README.write_text(
        f"{before}{BEGIN}\n{table()}\n{END}{rest.partition(END)[2]}", encoding="utf-8"
    )
