"""Q30: which parameter gets which value, told without calling, and checked by really calling."""

import functools
import inspect
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from pyinterview.functional import bind

Mapping = dict[str, Any]


class Call(NamedTuple):
    """A signature, and arguments that may or may not fit it."""

    signature: str
    args: tuple[int, ...]
    kwargs: dict[str, int]

    def function(self) -> Callable[..., Mapping]:
        """Return a function with that signature that returns its parameters."""
        namespace: dict[str, Any] = {}
        exec(f"def f{self.signature}: return locals()", namespace)  # noqa: S102 -- our own text
        function: Callable[..., Mapping] = namespace["f"]
        return function


@st.composite
def signatures(draw: st.DrawFn) -> str:
    """Parameters of all five kinds, some with a default."""
    positional = list("abcd")[: draw(st.integers(0, 4))]
    optional = draw(st.integers(0, len(positional)))
    parts = [name if at < optional else f"{name}={at}" for at, name in enumerate(positional)]
    only = draw(st.integers(0, len(positional)))
    if only:
        parts.insert(only, "/")
    named = [name + draw(st.sampled_from(["", "='default'"])) for name in "xy"[: draw(counts)]]
    if draw(st.booleans()):
        parts.append("*args")
    elif named:
        parts.append("*")
    parts += named
    if draw(st.booleans()):
        parts.append("**kwargs")
    return f"({', '.join(parts)})"


counts = st.integers(0, 2)
values = st.integers(100, 109)  # unlike every default
names = st.sampled_from("abcdxyz")  # z is no parameter: it can only go to **kwargs
calls = st.builds(
    Call,
    signatures(),
    st.lists(values, max_size=5).map(tuple),
    st.dictionaries(names, values, max_size=3),
)


def outcome(run: Callable[[], Any]) -> Any:
    """What comes out, or TypeError."""
    try:
        return run()
    except TypeError:
        return TypeError


def by_inspect(function: Callable[..., Any], args: tuple[int, ...], kwargs: Mapping) -> Mapping:
    """The standard library's answer."""
    bound = inspect.signature(function).bind(*args, **kwargs)
    bound.apply_defaults()
    return bound.arguments


@given(call=calls)
@example(call=Call("()", (), {}))
@example(call=Call("(a, /, **kwargs)", (1,), {"a": 2}))
@example(call=Call("(a, /, **kwargs)", (), {"a": 1}))
@example(call=Call("(a=0, /, **kwargs)", (), {"a": 1}))
@example(call=Call("(a, /, b)", (1,), {"a": 2}))
@example(call=Call("(a=0, *args)", (1,), {"a": 2}))
@example(call=Call("(a, /, b=1, *args, x, y=2, **kwargs)", (3, 4, 5), {"x": 6, "a": 7}))
def test_it_says_what_the_call_does_or_both_refuse(call: Call) -> None:
    function = call.function()
    really = outcome(lambda: function(*call.args, **call.kwargs))
    assert outcome(lambda: bind(function, *call.args, **call.kwargs)) == really


@given(call=calls)
def test_it_agrees_with_inspect_even_in_the_order_of_parameters(call: Call) -> None:
    function = call.function()
    code = function.__code__
    # There inspect errs: 3.11 refuses f(a=1) of (a=0, /, **kw), 3.13 takes it of (a, /, **kw).
    assume(not set(call.kwargs) & set(code.co_varnames[: code.co_posonlyargcount]))
    wanted = outcome(lambda: by_inspect(function, call.args, call.kwargs))
    came = outcome(lambda: bind(function, *call.args, **call.kwargs))
    assert came == wanted
    if came is not TypeError:
        assert list(came) == list(wanted)


def test_a_positional_only_name_is_free_again_for_kwargs() -> None:
    def f(a: int, /, **kwargs: int) -> None:
        """Take a by its place alone."""

    assert bind(f, 1, a=2) == {"a": 1, "kwargs": {"a": 2}}
    with pytest.raises(TypeError):
        bind(f, a=2)


def test_args_is_a_tuple_and_kwargs_a_new_dict_in_the_order_of_the_call() -> None:
    def f(*args: object, **kwargs: object) -> None:
        """Take anything."""

    item: list[object] = []
    options: dict[str, object] = {"z": item, "a": 1}
    bound = bind(f, item, **options)
    assert bound["args"] == (item,)
    assert type(bound["args"]) is tuple
    assert list(bound["kwargs"]) == ["z", "a"]
    assert bound["args"][0] is bound["kwargs"]["z"] is item
    bound["kwargs"]["more"] = 2
    assert options == {"z": item, "a": 1}
    assert bind(f) == {"args": (), "kwargs": {}}


def test_every_name_can_be_a_keyword_even_that_of_the_first_parameter() -> None:
    def f(**kwargs: object) -> None:
        """Take any keyword."""

    named = {"function": 1, "self": 2, "args": 3, "kwargs": 4, "not a name": 5}
    assert bind(f, **named) == {"kwargs": named}


def test_local_variables_are_no_parameters() -> None:
    def f(a: int) -> int:
        double = 2 * a
        return double + a

    assert bind(f, 1) == {"a": 1}


def test_the_function_is_not_called() -> None:
    def f(a: int) -> None:
        raise AssertionError(a)

    assert bind(f, 1) == {"a": 1}


def test_a_default_is_the_object_that_the_function_keeps() -> None:
    kept: list[int] = []

    def f(a: list[int] = kept, *, b: list[int] = kept) -> None:
        """Share one list."""

    assert bind(f)["a"] is bind(f)["b"] is kept


def test_none_and_other_false_values_are_values() -> None:
    def f(a: object = 1, *, b: object = 2) -> None:
        """Have defaults that are true."""

    assert bind(f, None, b=0) == {"a": None, "b": 0}


def test_a_decorated_function_is_called_through_its_wrapper() -> None:
    def f(a: int) -> None:
        """Take one argument."""

    @functools.wraps(f)
    def wrapper(*args: int, **kwargs: int) -> None:
        """Take anything."""

    assert bind(wrapper, 1, b=2) == {"args": (1,), "kwargs": {"b": 2}}


def test_a_lambda_and_a_method_of_a_class_are_functions_too() -> None:
    class Box:
        def put(self, item: int, *, times: int = 1) -> None:
            """Take one item."""

    assert bind(lambda x, y=2: (x, y), 1) == {"x": 1, "y": 2}
    assert bind(Box.put, "self", 3) == {"self": "self", "item": 3, "times": 1}


@pytest.mark.parametrize("thing", [len, int, None, 3, "f", functools.partial(len), [].append])
def test_what_is_no_python_function_is_a_type_error(thing: Any) -> None:
    with pytest.raises(TypeError):
        bind(thing)


def test_a_hundred_thousand_arguments_are_not_too_many() -> None:
    def f(a: int, *args: int) -> None:
        """Take at least one."""

    assert bind(f, *range(100_000)) == {"a": 0, "args": tuple(range(1, 100_000))}
