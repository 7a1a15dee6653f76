"""Somebody else's function, examined: fair programs and sneaky ones, and never a wrong class."""

import random
from collections.abc import Callable
from textwrap import indent
from typing import Any

import pytest

from pyinterview.lab.costing import LADDERS, Examination, examine, settled
from pyinterview.lab.counting import Counted, CountedInt, CountedRandom
from pyinterview.lab.growth import INCONCLUSIVE, SIZES, Growth

# Bodies of a function of the list *a*, with what each truly costs; the last are left open.
PROGRAMS = {
    "return a[0]": "1",
    "low, high = 0, len(a)\nwhile low < high: low = (low + high) // 2 + 1": "log n",
    "return sum(a)": "n",
    "total = 0\nfor x in a: total += x\nreturn total": "n",
    "a = a[:]\nwhile a: a.pop()": "n",
    "a = a[:]\nwhile a != []: a.pop()": "n",
    "seen = set()\nfor x in a:\n    if x not in seen: seen.add(x)": "n",
    "for i, x in enumerate(a): a.index(x, i)": "n",
    "return a == a[::-1]": "n",
    "for x in a: yield x * 2": "n",
    "return sorted(a)": "n log n",
    "return sorted(a, key=str)": "n log n",
    "import heapq\nh = [-x for x in a]\nheapq.heapify(h)\nreturn [heapq.heappop(h) for _ in a]": (
        "n log n"
    ),
    """if len(a) < 2: return a
left, right = work(a[:len(a) // 2]), work(a[len(a) // 2:])
merged, i = [], 0
for x in right:
    while i < len(left) and not x < left[i]: merged.append(left[i]); i += 1
    merged.append(x)
return merged + left[i:]""": "n log n",
    "a = a[:]\nwhile a: a.pop(0)": "n^2",
    "a = a[:]\nwhile a: del a[0]": "n^2",
    "out = []\nfor x in a: out.insert(0, x)": "n^2",
    "from bisect import insort\nout = []\nfor x in a: insort(out, x)": "n^2",
    "out = []\nfor x in a: out = out + [x]": "n^2",
    "text = ''\nfor x in a: text += 'x'": "n^2",
    "seen = set()\nfor x in a: seen = seen | {x}": "n^2",
    "return sum([[x] for x in a], [])": "n^2",
    "return [x for i, x in enumerate(a) if x in a[i + 1:]]": "n^2",
    "return [a.count(x) for x in a]": "n^2",
    "return [sum(a) for _ in a]": "n^2",
    "a = a[:]\nwhile a: a.remove(max(a))": "n^2",
    "return a[0] + work(a[1:]) if a else 0": "n^2",
    "match a:\n    case [x, *rest]: return work(rest)": "n^2",
    "return sum(1 for x in a for y in a if x < y)": "n^2",
    "return [1 for i in range(len(a)) for j in range(i) if sum(a[j:i]) == 7]": "n^3",
    "def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)\nreturn fib(len(a))": "c^n",
    "i = 0\nwhile i * i < len(a): i += 1": INCONCLUSIVE,
    "return [x for x in a if all(x % d for d in range(2, x))]": INCONCLUSIVE,
    """if len(a) < 2: return a
return work([x for x in a if x < a[0]]) + a[:1] + work([x for x in a if a[0] < x])""": INCONCLUSIVE,
}


def numbers(n: int, seed: int) -> tuple[list[int]]:
    """Shuffled whole numbers, all different."""
    return (random.Random(seed).sample(range(n), n),)


def examined(body: str, budget: int = 100_000) -> Examination:
    """Examine a function by the text of its body."""
    source = f"def work(a):\n{indent(body, '    ')}\n"
    names: dict[str, Any] = {}
    exec(source, names)  # noqa: S102 -- the program as a reader's file would hold it
    return examine(names["work"], numbers, source=source, filename="work.py", budget=budget)


@pytest.mark.parametrize("body", PROGRAMS)
def test_every_program_gets_its_class_and_none_a_wrong_one(body: str) -> None:
    true = PROGRAMS[body]
    budget = {"n log n": 300_000, "c^n": 80_000}.get(true, 40_000)
    found = examined(body, budget).verdict
    if true == "c^n":
        assert 1.6 < float(found.name.removesuffix("^n")) < 1.63  # the golden ratio
    else:
        assert found.name == true, found.reason


def test_list_work_shows_in_one_count_alone() -> None:
    found = examined("a = a[:]\nwhile a: a.pop(0)")
    assert found.sizes == SIZES
    assert {counter: growth.name for counter, growth in found.growths.items()} == {
        "comparisons": "1",
        "hashes": "1",
        "moved elements": "n^2",
        "instructions": "n",
    }
    assert found.counts["moved elements"] == {n: n + n * (n + 1) / 2 for n in SIZES}
    assert found.verdict.reason.startswith("moved elements: increments fit n^2")


SURE = Growth("n log n", "")
OPEN = Growth(INCONCLUSIVE, "")


@pytest.mark.parametrize(
    ("doubtful", "kept"),
    [
        ((10, 20, 30), False),  # in step with the sure one
        ((100, 150, 200), False),
        ((10, 20, 31), True),
        ((10, 21, 30), True),
        ((0, 1, 1), True),
    ],
)
def test_a_doubtful_count_that_never_gains_on_n_log_n_is_no_worse(
    doubtful: tuple[int, ...], *, kept: bool
) -> None:
    counts = {"a": {1: 1.0, 2: 2.0, 3: 3.0}, "b": dict(enumerate(map(float, doubtful), start=1))}
    assert ("b" in settled({"a": SURE, "b": OPEN}, counts)) is kept
    assert "b" in settled({"a": Growth("n", ""), "b": OPEN}, counts)
    assert "b" in settled({"a": SURE, "b": Growth("n", "")}, counts)
    assert "b" in settled({"a": SURE, "b": OPEN}, {"a": counts["a"]})


def last(items: list[int]) -> int | None:
    """Look at everything, and remember it; read from this file, it has a twin."""
    seen = {item: None for item in items if item != -1}
    return list(seen)[-1] if seen else None


def test_the_text_of_a_function_is_read_from_its_own_file() -> None:
    found = examine(last, numbers)
    assert (found.verdict.name, found.growths["moved elements"].name) == ("n", "n")
    assert found.counts["comparisons"][SIZES[0]] == found.counts["hashes"][SIZES[0]] == SIZES[0]


@pytest.mark.parametrize("function", [sorted, lambda items: items[0]], ids=["built-in", "lambda"])
def test_without_its_text_list_work_may_hide_so_the_verdict_stays_open(
    function: Callable[[Any], object],
) -> None:
    found = examine(function, numbers)
    assert found.verdict.name == INCONCLUSIVE
    assert found.verdict.reason.startswith("moved elements: cannot be counted: ")
    assert list(found.counts) == ["comparisons", "hashes", "instructions"]


def test_each_count_is_the_mean_of_three_inputs() -> None:
    seen: list[int] = []

    def make(n: int, seed: int) -> tuple[range]:
        seen.append(seed)
        return (range(n + 10**seed),)

    found = examine(lambda items: -1 in items, make)
    assert found.counts["comparisons"] == {n: n + 37 for n in SIZES}
    assert set(seen) == {0, 1, 2}


def test_every_ladder_ends_at_its_name_and_can_be_classified() -> None:
    assert list(LADDERS) == sorted(LADDERS)
    for top, sizes in LADDERS.items():
        assert sizes[-1] == top
        assert len(sizes) >= 5
        assert list(sizes) == sorted(set(sizes))


@pytest.mark.parametrize(
    ("body", "budget", "top"),
    [
        ("for x in a: pass", 20_000, 2048),
        ("for x in a:\n    for y in a: pass", 80_000, 64),
        ("for x in a:\n    for y in a:\n        for z in a: pass", 80_000, 16),
        ("return work(a[1:]) if a else 0", 80_000, 512),  # 1,024 open calls are too many
        # 64 * 63 comparisons, in the function and its twin, may be 4**3 times as many at 256
        ("return [a.count(x) for x in a]", 2 * 64 * 63 * 4**3, 256),
        ("return [a.count(x) for x in a]", 2 * 64 * 63 * 4**3 - 1, 64),
    ],
)
def test_the_sizes_are_the_greatest_that_can_be_afforded(body: str, budget: int, top: int) -> None:
    assert examined(body, budget).sizes == LADDERS[top]


@pytest.mark.parametrize(
    ("body", "budget", "reason"),
    [
        ("while True: pass", 1_000, "more than 1,000 instructions for 4 items"),
        ("for _ in range(3 ** len(a)): pass", 20_000, "more than 20,000 instructions for 10 items"),
        ("return work(a)", 100_000, "the recursion is too deep for 4 items"),
        ("return max(a * 2 ** len(a))", 100_000, "too many comparisons for 14 items"),
        ("import itertools\nyield from itertools.count()", 99, "more than 99 instructions for 4 "),
    ],
)
def test_what_cannot_be_afforded_even_small_is_left_open(
    body: str, budget: int, reason: str
) -> None:
    found = examined(body, budget)
    assert found[:3] == ((), {}, {})
    assert found.verdict.name == INCONCLUSIVE
    assert found.verdict.reason.startswith(reason)


def test_what_the_function_raises_is_passed_on() -> None:
    with pytest.raises(ZeroDivisionError):
        examined("return a[0] // 0")


def test_a_function_sees_counted_items_and_other_arguments_as_they_are() -> None:
    seen: list[tuple[type, ...]] = []

    def record(*arguments: Any) -> None:
        numbers, words, rng, text = arguments
        seen.append((type(numbers[0]), type(words[0]), type(rng), type(text)))

    examine(record, lambda n, _: (range(n), ("a",) * n, random.Random(1), "text"))
    assert set(seen) == {
        (int, str, random.Random, str),
        (CountedInt, Counted, CountedRandom, str),
    }
