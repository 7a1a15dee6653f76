"""The kind of a function, told from its text, is what `inspect` says of the compiled one."""

from hypothesis import given
from hypothesis import strategies as st

from pyinterview.lab.function_kinds import classify, compiled_kinds

SOURCE = """
def plain(): return 1  # def
async def asynchronous(): await plain()  # async def
def generator(): yield  # generator
def delegating(): yield from ()  # generator
async def stream(): yield  # async generator
def outer():  # def
    value = 1
    def inner(): yield value  # generator
    return inner
def of_a_lambda(): return lambda: (yield)  # def
def of_a_default():  # generator
    def inner(x=(yield)): return x  # def
def of_a_keyword_default():  # generator
    def inner(*, x=(yield)): return x  # def
def of_a_decorator():  # generator
    @(yield)  # def
    @print
    def inner(): pass
def of_a_base():  # generator
    class Inner((yield)): pass
def of_a_class_keyword():  # generator
    class Inner(key=(yield)): pass
def of_a_class_decorator():  # generator
    @(yield)
    class Inner: pass
def of_a_method():  # def
    class Inner:
        def method(self): yield  # generator
def of_a_lambdas_default(): return lambda x=(yield): x  # generator
def of_a_comprehension(): return [x for x in (yield)]  # generator
async def awaits_in_a_comprehension(): return [x async for x in stream()]  # async def
async def outer_async():  # async def
    def inner(): yield  # generator
def never():  # generator
    if False: yield
class Class:
    @print  # async def
    async def method(self):
        async def inner(): yield  # async generator
"""
PLANTED = [
    (number, line.partition("  # ")[2])
    for number, line in enumerate(SOURCE.splitlines(), start=1)
    if "  # " in line
]


def test_a_yield_belongs_to_the_innermost_function_around_it() -> None:
    found = classify(SOURCE)
    assert [(line, kind) for line, _, kind in found] == PLANTED
    assert found[-1].name == "Class.method.inner"


def test_the_syntax_tells_what_inspect_tells_of_the_compiled_function() -> None:
    kinds = compiled_kinds(SOURCE)
    for line, name, kind in classify(SOURCE):
        assert kinds[line, name.rpartition(".")[2]] == kind, name


@st.composite
def sources(draw: st.DrawFn, depth: int = 0) -> list[str]:
    """Lines that define a function, with others inside."""
    lines = [draw(st.sampled_from(["def f():", "async def f():"]))]
    if draw(st.booleans()):
        lines.insert(0, "@print")
    body = ["pass", *draw(st.lists(st.sampled_from(["1", "yield", "lambda: (yield)"]), max_size=2))]
    if depth < 3 and draw(st.booleans()):
        body += draw(sources(depth + 1))
    return lines + [f"    {line}" for line in body]


@given(st.lists(sources(), min_size=1, max_size=3))
def test_any_source_is_classified_as_inspect_does(functions: list[list[str]]) -> None:
    source = "\n".join(line for lines in functions for line in lines)
    found = classify(source)
    assert len(found) == source.count("def f")
    assert {(line, "f"): kind for line, _, kind in found}.items() <= compiled_kinds(source).items()
