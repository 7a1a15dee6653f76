"""Q40: a default is one object for all calls; a scan finds what Python stores on functions."""

from collections import Counter, OrderedDict, UserList, defaultdict, deque
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pyinterview.language.defaults import (
    append_fresh,
    append_shared,
    is_mutable,
    mutable_defaults,
    scan_source,
)

IMPORTS = """
import array, collections, collections as c
import collections.abc
from array import array as packed
from collections import Counter, deque as Queue, namedtuple
x = None
"""
MUTABLE = [
    *("[]", "[1, 2]", "{}", "{'a': []}", "{1}", "[n for n in 'ab']", "{n for n in 'ab'}"),
    *("{n: n for n in 'ab'}", "list()", "list('ab')", "dict(a=1)", "set()", "bytearray(2)"),
    *("dict.fromkeys('ab')", "sorted('ba')", "list[int]()", "collections.deque()", "Queue()"),
    *("c.defaultdict(list)", "Counter()", "c.OrderedDict()", "collections.UserList()"),
    *("c.ChainMap()", "c.UserDict()", "packed('i')", "array.array('i')", "c.deque[int]()"),
    *("[0] * 3", "3 * [0]", "[1] + [2]", "{1} | {2}", "{1} - {2}", "{1} & {2}", "{1} ^ {2}"),
    *("{} | {}", "x or []", "[] if x is None else 1", "1 if x else []", "(y := [])"),
]
IMMUTABLE = [
    *("None", "0", "'[]'", "b''", "()", "(1, 2)", "(1, (2, 'a'))", "frozenset({1})", "range(3)"),
    *("tuple([1])", "'%s' % [1]", "len([1])", "[1][0]", "str([])", "frozenset() | {1}", "1 + 2"),
    *("[1] == [1]", "not []", "x", "int", "lambda: []", "(n for n in [1])", "(*[1, 2],)"),
    *("{'a': 1}['a']", "namedtuple('P', 'x')(1)", "x is [] or 0", "f'{[1]}'", "...", "-1"),
    *("dict.__name__", "collections.abc.Sized", "c", "frozenset([1]) - {1}", "'a' * 2"),
]
mutable = st.sampled_from(MUTABLE)


def written(parts: list[str]) -> str:
    """A tuple as one writes it."""
    return f"({''.join(f'{part}, ' for part in parts)})"


texts = st.recursive(
    mutable | st.sampled_from(IMMUTABLE),
    lambda parts: st.lists(parts, max_size=3).map(written),
    max_leaves=4,
)


@st.composite
def parameter_lists(draw: st.DrawFn) -> str:
    """A list of parameters of every kind, some of them with defaults."""
    count = draw(st.integers(0, 4))
    slash = draw(st.integers(0, count))
    first = draw(st.integers(0, count))  # with a default; all behind it have one too
    parts = []
    for place in range(count):
        parts += ["/"] * (place == slash > 0)
        parts.append(f"p{place}" + (f"={draw(texts)}" if place >= first else ""))
    named = [f"k{n}" + draw(st.just("") | texts.map("={}".format)) for n in range(2)]
    return ", ".join([*parts, *draw(st.sampled_from([[], ["*", *named], ["*args", *named]]))])


def functions(namespace: dict[str, Any]) -> Iterator[FunctionType]:
    """The functions in a namespace, and those in its classes."""
    for value in namespace.values():
        if isinstance(value, FunctionType):
            yield value
        elif isinstance(value, type) and value.__module__ == "scanned":
            yield from functions(dict(vars(value)))


def stored(source: str) -> Counter[tuple[str, str]]:
    """The oracle: run the source, and look at the functions that come of it."""
    namespace: dict[str, Any] = {"__name__": "scanned"}
    exec(source, namespace)  # noqa: S102 -- it is made here
    return Counter(
        (function.__qualname__, name)
        for function in functions(namespace)
        for name in mutable_defaults(function)
    )


def found(source: str) -> Counter[tuple[str, str]]:
    """What a scan says about the same functions."""
    return Counter((finding.function, finding.parameter) for finding in scan_source(source))


@given(first=parameter_lists(), second=parameter_lists(), third=parameter_lists())
@example(first="a, b=[]", second="*, k=[], m", third="a=(1, ([],)), /, b={}")
def test_the_scan_finds_what_python_stores(first: str, second: str, third: str) -> None:
    source = f"{IMPORTS}def f({first}): ...\nasync def g({second}): ...\nh = lambda {third}: 0\n"
    source += f"class K:\n    def m({first}): ...\n    class L:\n        n = lambda {second}: 0\n"
    assert found(source) == stored(source)


@pytest.mark.parametrize("text", MUTABLE)
def test_a_mutable_default_is_found_alone_and_in_a_tuple(text: str) -> None:
    for default in (text, f"(1, ({text}, 2))"):
        source = f"{IMPORTS}def f(p={default}): ..."
        assert found(source) == stored(source) == {("f", "p"): 1}


@pytest.mark.parametrize("text", IMMUTABLE)
def test_nothing_is_invented(text: str) -> None:
    for default in (text, f"(1, ({text}, 2))"):
        source = f"{IMPORTS}def f(p={default}): ..."
        assert found(source) == stored(source) == {}


def inner_functions(code: CodeType) -> Iterator[str]:
    """The names of all functions in a code object."""
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant.co_qualname
            yield from inner_functions(constant)


def test_nested_functions_are_named_as_python_names_them() -> None:
    source = "def f():\n    def g(p=[]):\n        class K:\n            def m(self, q={}): ...\n"
    source += "    async def h(r=lambda s=[]: s): ...\n"
    names = [finding.function for finding in scan_source(source)]
    assert names == ["f.<locals>.g", "f.<locals>.g.<locals>.K.m", "f.<locals>.<lambda>"]
    assert set(names) <= set(inner_functions(compile(source, "source", "exec")))


def test_a_finding_tells_line_parameter_and_text() -> None:
    source = "def f(\n    a,\n    b=[\n        1],\n    *, cé='é', d={'é': 1}, e=()): ..."
    assert [(f.line, f.parameter, f.default) for f in scan_source(source)] == [
        (3, "b", "["),
        (5, "d", "{'é': 1}"),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_any_editor(end: str) -> None:
    source = f"x = 1{end}{end}def f(a=[]): ..."
    assert scan_source(source) == [(3, "f", "a", "[]")]


SHADOWED = [
    "list = tuple\ndef f(p=list('ab')): ...",
    "def list(x): return 1\ndef f(p=list('ab')): ...",
    "class set: pass\ndef f(p=set()): ...",
    "from operator import itemgetter as dict\ndef f(p=dict(1)): ...",
    "class K:\n    list = tuple\n    def f(p=list('ab')): ...",
    "for list in (tuple,):\n    def f(p=list('ab')): ...",
    "def deque(): return 1\ndef f(p=deque()): ...",
    "import string as collections\ndef f(p=collections.capwords('a')): ...",
]


@pytest.mark.parametrize("source", SHADOWED)
def test_a_name_with_another_meaning_is_not_mistaken(source: str) -> None:
    assert found(source) == stored(source) == {}


STILL_THE_SAME = [
    "def g(list): ...\ndef f(p=list('ab')): ...",
    "def g():\n    list = tuple\ndef f(p=list('ab')): ...",
    "class K:\n    list = tuple\ndef f(p=list('ab')): ...",
    "y = [list for list in 'ab']\ndef f(p=list('ab')): ...",
    "g = lambda list: 0\ndef f(p=list('ab')): ...",
    "deque = 1\nfrom collections import deque\ndef f(p=deque()): ...",
    "y = list('ab')\ndef f(p=list('ab')): ...",
    "import collections.abc\ndef f(p=collections.deque()): ...",
    "try: from collections import deque\nexcept Exception: deque = 1\ndef f(p=deque()): ...",
]


@pytest.mark.parametrize("source", STILL_THE_SAME)
def test_a_name_bound_elsewhere_means_the_same_here(source: str) -> None:
    assert found(source) == stored(source) == {("f", "p"): 1}


def test_a_module_of_the_readers_own_package_is_not_the_librarys() -> None:
    assert found("from .collections import deque\ndef f(p=deque()): ...") == {}


def test_the_scopes_of_a_name_are_those_of_python() -> None:
    class_in_class = "class K:\n    list = tuple\n    class L:\n        def f(p=list('ab')): ..."
    assert found(class_in_class) == stored(class_in_class) == {("K.L.f", "p"): 1}
    parameter = "def g(list):\n    def f(p=list('ab')): ..."
    method = "class K:\n    list = tuple\n    def g(self):\n        def f(p=list('ab')): ..."
    assert found(parameter) == {}
    assert found(method) == {("K.g.<locals>.f", "p"): 1}


def test_defaults_stand_anywhere_a_function_does() -> None:
    source = """
@(lambda f, a=[]: f)
def decorated(b=[]): ...
if True:
    with open as o:
        def deep(c=[]): ...
print([lambda d=[]: d for _ in 'ab'], key=lambda e=[]: e)
class K((lambda f=[]: object)()): ...
"""
    assert [finding.parameter for finding in scan_source(source)] == list("abcdef")


def test_what_is_deep_is_scanned_all_the_same() -> None:
    deep = " + ".join(["a"] * 500)
    assert scan_source(f"x = {deep}\ndef f(p={deep}, q=[]): ...") == [(2, "f", "q", "[]")]


def test_what_is_no_python_is_a_syntax_error() -> None:
    with pytest.raises(SyntaxError):
        scan_source("def f(: ...")


@pytest.mark.parametrize("value", [[], {}, set(), bytearray(), deque(), Counter(), UserList("a"),
    OrderedDict(), defaultdict(list), ((), ([],))], ids=repr)  # fmt: skip
def test_collections_that_can_change_are_mutable(value: object) -> None:
    assert is_mutable(value)


@pytest.mark.parametrize(
    "value", [None, 1, "a", b"b", (), (1, ("a",)), frozenset(), range(3), list]
)
def test_what_cannot_be_filled_is_not(value: object) -> None:
    assert not is_mutable(value)


@given(st.lists(st.integers()))
def test_one_function_remembers_all_calls_and_the_other_none(items: list[int]) -> None:
    append_shared.__defaults__ = ([],)  # anew
    shared = [append_shared(item) for item in items]
    fresh = [append_fresh(item) for item in items]
    assert shared == [items] * len(items)
    assert fresh == [[item] for item in items]
    assert len(set(map(id, shared))) == bool(items)
    assert len(set(map(id, fresh))) == len(items)


@pytest.mark.parametrize("append", [append_shared, append_fresh])
def test_the_callers_own_list_is_filled_even_if_it_is_empty(append: Callable[..., Any]) -> None:
    mine: list[str] = []
    assert append("a", mine) is append("b", to=mine) is mine
    assert mine == ["a", "b"]
