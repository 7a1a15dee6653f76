"""A rewritten program does what it did before: each of these runs plain and on counting lists."""

import functools
import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from pyinterview.lab.hidden import MovedList, counting_twin, load_counted, moved_elements

PROGRAMS = {
    "lists know their type": """
        def is_list(x): return isinstance(x, list), isinstance(x, (tuple, list))
        found = [is_list([]), is_list("a b".split()), is_list(()), is_list(list("ab"))]
        found += [type([1]) is list, type([1][:]) is list, issubclass(bool, list)]
    """,
    "subclasses of list are told apart": """
        from abc import ABC, abstractmethod
        from typing import Generic, TypeVar
        T = TypeVar("T")
        class Stack(list): pass
        class Checked(list, ABC):
            @abstractmethod
            def check(self): ...
        class Box(list[T], Generic[T]): pass
        found = [isinstance([], Stack), isinstance(Stack(), list), isinstance(Stack(), Stack)]
        found += [Stack([1]) + [2], Box[int]([1]), issubclass(Stack, list)]
    """,
    "annotations": """
        from collections.abc import Callable
        from typing import Callable as Old, ParamSpec, get_type_hints
        P = ParamSpec("P")
        def apply(f: Callable[[int], bool], xs: list[int], g: Old[[int, str], None]) -> list[bool]:
            local: list[list[int]] = [xs]
            return [f(x) for x in local[0]]
        found = apply(lambda x: x > 1, [1, 2], print), sorted(get_type_hints(apply))
    """,
    "annotations as text, and dataclasses": """
        from __future__ import annotations
        from collections.abc import Callable
        from dataclasses import InitVar, dataclass, field, asdict
        from typing import ClassVar, NamedTuple, get_type_hints
        @dataclass
        class Shelf:
            size: int
            made: ClassVar[list[int]] = [0]
            keep: Callable[[int], bool] = bool
            start: InitVar[list[int]] = None
            items: list[int] = field(default_factory=list)
            def __post_init__(self, start): self.items += start or [self.size]
        class Pair(NamedTuple):
            first: list[int]
            second: int = 0
        found = Shelf(3), asdict(Shelf(3, start=[1, 2]))["items"], Pair([1]), Shelf(1) == Shelf(1)
        found += (sorted(get_type_hints(Shelf)),)
    """,
    "targets in brackets": """
        pairs = [[1, 2], (3, 4)]
        [a, b] = pairs[0]
        [c, [d, *e]] = [0, "xyz"]
        total = 0
        for [p, q] in pairs: total += p * q
        sums = [p + q for [p, q] in pairs]
        del [p, q]
        with open(__file__) as [*lines]: pass
        found = a, b, c, d, e, total, sums, "p" in globals(), len(lines) > 0
    """,
    "stars of every kind": """
        class Box: pass
        box, cells = Box(), {}
        first, *rest = range(4)
        *box.front, last = "abc"
        (x, *cells["y"]), *_ = [(1, 2, 3), 4]
        chained = *middle, end = 7, 8, 9
        arguments = lambda *a, **k: (a, k)
        once = iter("ab")
        cells[len([*once])], numbers = 1, (1, 2)
        cells[arguments(*numbers)[0]] = 3
        heads = [[head, tail] for head, *tail in ["ab", "cd"]]
        for head, *tail in ["ef"]: tail.append(head)
        found = rest, box.front, cells, middle, chained, arguments(*[1], *rest, **{"k": [2]})
        found += numbers, heads, tail, [*rest, *middle], {*rest}, (*rest, 0), list(once)
    """,
    "adding in place": """
        class Box:
            def __init__(self): self.text, self.items, self.count = "", [], 0
        box, calls = Box(), []
        alias = box.items
        def place(): calls.append(1); return 0
        cells = {0: [1], "t": (1,)}
        cells[place()] += [2]
        cells["t"] += (2,)
        box.text += "a"; box.items += [1]; box.count += 1
        names = ["x"]; same = names; names += "yz"; same *= 2
        names[1:2] += [8]; names[-1] += "!"
        text = b"a"; text += b"b"; seen = {1}; twin = seen; seen |= {2}
        found = vars(box), alias, calls, cells, names, same is names, text, twin, names[:2]
    """,
    "patterns": """
        from dataclasses import dataclass
        @dataclass
        class Point: x: int; y: list
        def tell(thing):
            match thing:
                case 1 + 2j | -3: return "number"
                case "a" "b": return "text"
                case []: return "empty"
                case [1, *rest] if rest: return rest
                case [x, [y, *inner], *_]: return x, y, inner
                case Point(x=0, y=[a, *b]): return a, b
                case {"k": [*values], **others}: return values, others
                case list(): return "list"
                case list([x]) | tuple([x]): return x
                case _: return None
        found = [tell(x) for x in (1 + 2j, -3, "ab", [], [1, 2, 3], [1], [2, "ab", 4], (7,),
                 Point(0, [5, 6]), {"k": [1], "l": 2}, [2, 3], None, [4])]
    """,
    "decorators, closures and classes": """
        import functools
        def logged(f):
            seen = []
            @functools.wraps(f)
            def inner(*a, **k):
                seen.append(a); inner.seen = seen
                return f(*a, **k)
            return inner
        @logged
        @functools.lru_cache(maxsize=None)
        def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
        class Shop:
            __slots__ = ["stock", "_Shop__secret"]
            default = [1, 2]
            double = [x * 2 for x in default]
            def __init__(self, stock=[]): self.stock = stock + [0]; self.__secret = "s"
            @property
            def size(self): return len(self.stock)
            @staticmethod
            def empty(): return []
            def hide(self): self.__secret += "t"; *self.stock, _ = self.stock; return self.__secret
        shop = Shop([3])
        found = fib(9), shop.size, Shop.double, Shop.empty(), shop.hide(), shop.stock
    """,
    "lists in every place": """
        import json, copy, itertools, heapq, bisect, operator, random, pickle
        def args(xs=[1], *, ys=[2]): return xs + ys
        nested = [[1, [2]], []]
        deep = copy.deepcopy(nested); deep[0][1][0] = 9
        heap = [3, 1, 2]; heapq.heapify(heap)
        bisect.insort(row := [1, 3], 2)
        random.Random(1).shuffle(deck := list(range(9)))
        found = args(), nested, deep, heap, row, deck, json.dumps(nested), [1, 2] < [1, 3]
        found += ([1] == [1], [1] != [1], [1] == (1,), [[1]].index([1]), [2] in [[2]], 2 * [1])
        found += (list(zip([1], [2])), dict.fromkeys([1]), " ".join(["a", "b"]), max([1, 2]))
        found += (list(itertools.chain([1], [2])), sorted([2, 1], key=operator.neg), "%s" % [1])
        found += (list(reversed([1, 2])), next(iter([5])), [1, 2][-1], bool([]), repr([[1]]))
        found += (f"{[1] + [2]!r:>9}", [y for x in nested for y in x if [x]], all([]), hash((1,)))
        found += ([1, 2, 3, 4][::-2], {k: [v] for k, v in [(1, 2)]}, (lambda: [3])(), sum([1, 2]))
        xs = [3, 1, 2]; xs.sort(key=lambda x: -x); xs.insert(1, 7); xs.remove(3); xs[1:] = []
        found += (xs, xs.copy(), xs.clear(), xs, list.append(xs, 1), xs, [4, 5].pop(0))
    """,
    "errors keep their kind": """
        def kind(f):
            try: return f()
            except Exception as error: return type(error)
        found = [kind(f) for f in (lambda: [].pop(), lambda: [1][1], lambda: [1].index(2),
                 lambda: [1].remove(2), lambda: [1] + (2,), lambda: [1] < ["a"],
                 lambda: sorted([1, "a"]), lambda: list(1), lambda: [1, 2].sort(lambda x: x),
                 lambda: 1 + "a", lambda: [1] * "a")]
        found += [kind(lambda: [1].pop("a")), kind(lambda: "ab"[1:])]
    """,
    "coroutines and generators": """
        import asyncio
        async def letters():
            for letter in ["a", "b"]: yield letter
        async def main():
            found = [letter async for letter in letters()]
            async for letter in letters(): found += [letter]
            cells = [1]
            async def zero(): return 0
            cells[await zero()] += 1
            return found, cells
        def lazy(xs):
            for x in xs: got = yield x; xs += [got] if got else []
        steps = lazy([1, 2])
        found = asyncio.run(main()), next(steps), steps.send(7), list(steps)
    """,
    "loops that change their list": """
        xs, seen = [1, 2, 3], []
        for x in xs:
            seen += [x]
            if x == 1: xs.remove(2)
            if len(xs) < 4: xs.append(x * 10)
        else: seen += ["done"]
        found = xs, seen, [i for i, x in enumerate(xs) if x > 9]
    """,
}


def outdented(text: str) -> str:
    """The program as a file would hold it."""
    return "\n".join(line[8:] for line in text.splitlines())


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_gives_the_same_result(name: str) -> None:
    source = outdented(PROGRAMS[name])
    module = sys.modules["plain"] = ModuleType("plain")  # dataclasses look their module up
    module.__dict__["__file__"] = __file__
    exec(source, module.__dict__)  # noqa: S102 -- the program as it stands
    ours = load_counted(source, __file__)["found"]
    assert repr(ours).replace(f"counted {__file__}", "plain") == repr(module.__dict__["found"])


def test_a_traceback_names_the_line_of_the_source() -> None:
    source = (
        "def fail(a):\n    x, *y = a\n    a += [\n        1]\n    return [1 + 1] + a[:1 // 0]\n"
    )
    twin = load_counted(source, "their.py")["fail"]
    with pytest.raises(ZeroDivisionError) as caught:
        twin([1, 2])
    assert (str(caught.traceback[-1].path), caught.traceback[-1].lineno + 1) == ("their.py", 5)


def halves(items: list[int]) -> list[int]:
    """Copy half of the list, and half of that."""
    return halves(items[: len(items) // 2]) if len(items) > 1 else items


@functools.lru_cache(maxsize=1)
def first(items: tuple[int, ...]) -> list[int]:
    """A decorated function."""
    return list(items)[:1]


class Shelf:
    """A class with a method."""

    @staticmethod
    def all_but_first(items: list[int]) -> list[int]:
        """Copy all but one."""
        return items[1:]


def test_a_twin_is_the_same_function_from_the_same_file() -> None:
    twin = counting_twin(halves)
    assert twin is not halves
    assert twin(list(range(64))) == [0]
    assert moved_elements(twin, list(range(64))) == 63
    assert moved_elements(counting_twin(Shelf.all_but_first), list(range(64))) == 63
    assert type(counting_twin(first)((7, 8))) is MovedList


def test_a_package_keeps_its_relative_imports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "their_package"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "words.py").write_text("WORD = 'ü'\n", encoding="utf-8")
    (package / "work.py").write_text(
        "from .words import WORD\n\ndef work(n):\n    return [WORD] * n  # ü\n", encoding="utf-8"
    )
    monkeypatch.syspath_prepend(tmp_path)
    work = importlib.import_module("their_package.work").work
    assert moved_elements(counting_twin(work), 9) == 1 + 9


@pytest.mark.parametrize("function", [sorted, lambda: None], ids=["built-in", "lambda"])
def test_what_has_no_file_or_no_name_there_has_no_twin(function: Callable[..., object]) -> None:
    with pytest.raises((AttributeError, LookupError)):
        counting_twin(function)
