"""Every demo ends in claims that hold, and that would fail if its function were wrong."""

import importlib
import importlib.util
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pyinterview.app.replacing import load, put_in_place
from pyinterview.catalog import ROWS, Row
from pyinterview.lab.evidence import Claim, Demo

MISTAKES = sorted((Path(__file__).parent / "mistakes").glob("*.py"))


def is_written(row: Row) -> bool:
    """Whether the row's module exists yet."""
    folder = Path(__file__).parent.parent / "src" / "pyinterview" / row.package
    return (folder / f"{row.topic}.py").exists()


WRITTEN = [row for row in ROWS if is_written(row)]


def demo_of(row: Row) -> Callable[[], Demo]:
    """The row's demo function."""
    module = importlib.import_module(f"pyinterview.{row.module}")
    demo: Callable[[], Demo] = getattr(module, f"demo_{row.demo}")
    return demo


def claims(row: Row) -> list[Claim]:
    """The verdicts of a demo with its defaults."""
    return [piece for piece in demo_of(row)() if isinstance(piece, Claim)]


@pytest.mark.parametrize("row", WRITTEN, ids=lambda row: row.demo)
def test_ends_in_claims_that_hold(row: Row) -> None:
    verdicts = claims(row)
    assert verdicts
    assert [claim for claim in verdicts if claim.holds is False] == []


@pytest.mark.parametrize("row", [row for row in WRITTEN if row.exports], ids=lambda row: row.demo)
def test_a_mistake_in_the_functions_place_makes_a_claim_fail(row: Row) -> None:
    seen: dict[str, bool] = {}
    for path in MISTAKES:
        with pytest.MonkeyPatch.context() as patch:
            replaced = put_in_place(load(path), patch.setattr)
            if any(module == row.module for module, _ in replaced):
                seen[path.stem] = fails(row)
    assert any(seen.values()), f"no mistake makes a claim of demo_{row.demo} fail: {seen}"


@pytest.mark.parametrize(
    "row", [row for row in WRITTEN if not row.exports], ids=lambda row: row.demo
)
def test_where_nothing_is_exported_wrong_helpers_make_claims_fail(row: Row) -> None:
    own = Path(__file__).parent / row.package / f"test_{row.topic}_demo.py"
    assert re.search(r"def test_a_wrong_\w+_makes_a_claim_fail", own.read_text(encoding="utf-8"))


def fails(row: Row) -> bool:
    """Whether a claim fails; an exception is no verdict."""
    try:
        return any(claim.holds is False for claim in claims(row))
    except Exception:  # noqa: BLE001 -- whatever the mistake raises, it proves no claim
        return False
