"""List work that C does out of sight: every way to hide it costs what it moves, and no more."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.lab.counting import CountedInt, Tally
from pyinterview.lab.hidden import MovedList, load_counted, moved_elements

N = 100


def run(code: str, *arguments: Any) -> tuple[Any, int]:
    """Run the body of a function of *a* and *b* on counting lists: its result and its moves."""
    lines = code.replace("; ", "\n").splitlines()
    body = "\n".join(f"    {line}" for line in lines)
    twin = load_counted(f"def work(a, b=None):\n{body}\n", "work.py")["work"]
    watched = [MovedList(each) if isinstance(each, list) else each for each in arguments]
    MovedList.moved = 1_000  # each operation has to add to what there is
    return twin(*watched), MovedList.moved - 1_000


MOVES = {
    # at the ends and in between
    "a.pop()": 1,
    "a.pop(0)": N,
    "a.pop(-1)": 1,
    "a.pop(-N)": N,
    "a.pop(60)": 40,
    "a.insert(0, 7)": N,
    "a.insert(N, 7)": 0,
    "a.insert(N + 9, 7)": 0,
    "a.insert(-1, 7)": 1,
    "a.insert(-N - 9, 7)": N,
    "a.append(7)": 0,
    "del a[0]": N,
    "del a[-1]": 1,
    "del a[60:]": 40,
    "del a[60:70]": 40,
    "del a[70:60]": 0,
    "del a[::-1]": N,
    "del a[10::3]": 90,
    "p = a.pop; p(0)": N,
    "list.pop(a, 0)": N,
    "getattr(a, 'pop')(0)": N,
    # slices, read and written
    "a[10:30]": 20,
    "a[::-1]": N,
    "a[7]": 0,
    "a[7] = 0": 0,
    "a[10:30] = a": N + 70,
    "a[10:30] = range(20)": 20,
    "a[::2] = range(50)": 50,
    "a[::-1] = range(N)": N,
    "a[50:10] = [7]": 1 + 1 + 1 + 50,
    "a[:] = []": 0,
    # whole lists
    "a + a": 2 * N,
    "('x' * 9)[0]": 9,
    "match a:\n    case _: 'x' * 9": 9,
    "import operator; operator.add(a, a)": 2 * N,
    "a += range(5)": 5,
    "a.extend(range(5))": 5,
    "a.extend(a)": N,
    "a * 3": 3 * N,
    "3 * a": 3 * N,
    "a *= 3": 2 * N,
    "a *= 0": 0,
    "list(a)": N,
    "a.copy()": N,
    "import copy; copy.copy(a)": N,
    "[*a, 7]": 2 * N + 1,
    "[x for x in a]": N,
    "a.reverse()": N,
    "sum([[x] for x in range(5)], [])": 5 + 5 + 5 + (0 + 1 + 2 + 3 + 4 + 5),
    # scans
    "30 in a": 31,
    "-1 in a": N,
    "a.index(30)": 31,
    "a.index(30, 20)": 11,
    "a.index(30, 20, 40)": 11,
    "a.count(7)": N,
    "a.remove(60)": N,
    "a == a": N,
    "a != list(range(9))": 9 + 9,
    "a < a": N,
    "a == []": 0,
    "a == 7": 0,
    # C code that reads a list
    "sum(a)": N,
    "max(a)": N,
    "tuple(a)": N,
    "set(a)": N,
    "print(*a, file=b)": N,
    "next(iter(a))": 1,
    "next(reversed(a))": 1,
    "sum(reversed(a))": N,
    "any(map(bool, a))": 2,
    "import itertools; sum(itertools.islice(a, 10))": 10,
    # loops in Python
    "for x in a: pass": 0,
    "all(x >= 0 for x in a)": 0,
    "{x: 1 for x in a}": 0,
    # sorting, by items that count and by keys that do not
    "a.sort()": N + N - 1,
    "sorted(a)": 2 * N + N - 1,
    "sorted(a, key=lambda x: -x)": 2 * N + N - 1,
    "sorted(a, reverse=True)": 2 * N + N - 1,
    # what is made anew
    "s = 'x' * 9; s = s + 'y'; s[1:]": 9 + 10 + 9,
    "s = ''; s += 'abc'; s += 'd'": 3 + 4,
    "s = b'ab'; s += b'c'": 3,
    "t = (1, 2); t += (3,); t[:2]": 3 + 2,
    "t = {1, 2}; t = t | {3}; t |= {4}": 3,
    "frozenset([1]) | {2}": 1 + 1 + 2,
    "{1: 2} | {3: 4}": 2,
    "class C: s = ''\nc = C()\nc.s += 'abc'\nc.s += 'd'": 3 + 4,
    "d = {1: ''}; d[1] += 'abc'; d[1] += 'd'": 3 + 4,
    "'a b c'.split()[1:]": 2,
    "1 + 1": 0,
    # the rest of an unpacking
    "x, *y = a": N + (N - 1),
    "x, *y = a; y.pop(0)": N + 2 * (N - 1),
    "x, (*y, z) = 1, a": N + (N - 1),
    "b.y = 0; *b.y, x = a": N + (N - 1),
    "for x, *y in [a, a]: pass": 2 + 2 * (N + N - 1),
    "match a:\n    case [x, *y]: pass": N + (N - 1),
    "match a:\n    case [x, *_]: pass": 0,
}


class Box:
    """Something that has attributes and can be written to."""

    y: object

    def write(self, text: str) -> None:
        """Take it."""


@pytest.mark.parametrize("code", MOVES)
def test_each_operation_costs_what_c_moves_copies_or_scans(code: str) -> None:
    _, moved = run(code.replace("N", str(N)), list(range(N)), Box())
    assert moved == MOVES[code]


def test_an_absent_item_has_been_looked_for_everywhere() -> None:
    for code in ("a.index(-1)", "a.remove(-1)"):
        _, moved = run(f"try: {code}\nexcept ValueError: pass", list(range(N)))
        assert moved == N


def test_a_sort_of_counted_items_is_counted_by_the_items() -> None:
    tally = Tally()
    items = [CountedInt(number, tally) for number in range(N)]
    assert run("return sorted(a, key=lambda x: -x)", items)[1] == 2 * N
    assert tally.comparisons == N - 1
    twins = load_counted(
        "def sort(a): return sorted(sorted(a))\ndef clear(a, text):\n    while a: a.pop(0)", ""
    )
    for numbers in ([3, 1, 2], (3, 1, 2), range(3)):
        assert moved_elements(twins["sort"], numbers) == 2 * (3 + 3)
        assert moved_elements(twins["clear"], numbers, "text") == 3 + 2 + 1


def test_adding_to_a_plain_list_from_outside_counts_the_sum() -> None:
    plain = list(range(N))
    for code in ("return a() + [1]", "return [1] + a()", "return a() + a()"):
        total, moved = run(code, lambda: plain)
        assert type(total) is MovedList
        assert moved == len(total) + code.count("[")
    with pytest.raises(TypeError):
        run("return (1,) + [2]")


indexes = st.integers(-6, 6)
slices = st.builds(slice, *[st.none() | indexes] * 2, st.none() | indexes.filter(bool))


@given(at=slices, values=st.lists(st.integers(), max_size=4), size=st.integers(0, 5))
@example(at=slice(None, None, -1), values=[1, 2], size=2)
def test_a_counting_list_is_a_list(at: slice, values: list[int], size: int) -> None:
    ours, usual = MovedList(range(size)), list(range(size))
    assert ours[at] == usual[at]
    assert list(reversed(ours)) == usual[::-1]
    for each in (ours, usual):
        try:
            each[at] = values
        except ValueError:
            del each[at]
    assert ours == usual
    assert isinstance(ours, list)
    ours.sort(reverse=True)
    assert ours == sorted(usual, reverse=True)
    with pytest.raises(ValueError):
        MovedList("ab").index("b", 0, 1)
