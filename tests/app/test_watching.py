"""Limits stop what takes too long, and a busy machine makes nobody late."""

from collections.abc import Iterator
from time import monotonic

import pytest

from pyinterview.app import watching
from pyinterview.app.checking import cost_sentence

PATIENCE = 20.0  # seconds for an alarm of a few hundredths


@pytest.fixture(autouse=True)
def _marked() -> None:
    """Forget what this process has waited so far: it would be given back."""
    watching.QUEUE.mark()


def rung_after(limit: float) -> float:
    """Wait for the alarm of a block with that limit, and return when it came."""
    rung: list[float] = []
    began = monotonic()
    with watching.limited(limit, lambda: rung.append(monotonic() - began)):
        while not rung and monotonic() < began + PATIENCE:
            pass
    return rung[0]


def test_a_block_is_stopped_after_its_limit() -> None:
    assert rung_after(0.02) >= 0.02


def test_time_in_the_queue_for_a_processor_is_given_back(monkeypatch: pytest.MonkeyPatch) -> None:
    queued: Iterator[float] = iter([0.0, 0.3, 0.3])
    monkeypatch.setattr(watching, "waited", lambda: next(queued))
    watching.QUEUE.mark()
    assert rung_after(0.02) >= 0.3


def test_an_outer_limit_goes_on_behind_an_inner_one() -> None:
    rung: list[float] = []
    began = monotonic()
    with watching.limited(0.05, lambda: rung.append(monotonic() - began)):
        with watching.limited(PATIENCE, lambda: rung.append(PATIENCE)):
            pass
        while not rung and monotonic() < began + PATIENCE:
            pass
    assert 0.05 <= rung[0] < PATIENCE


@pytest.mark.parametrize(
    ("growth", "said"),
    [("n", "this grows like n."), ("inconclusive", "its growth is of no usual class.")],
)
def test_a_cost_is_a_sentence(growth: str, said: str) -> None:
    cost = {"counts": "comparisons", "case": "absent target", "n": 8, "counted": 9, "limit": 1}
    shown = cost_sentence(cost | {"growth": growth, "moved": 0})
    assert shown == f"9 comparisons for 8 items (absent target); 1 is enough; {said}"
