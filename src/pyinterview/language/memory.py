"""Memory management.

Q38. Explain Python’s memory management model.

## In one breath

Every object of CPython counts the references to it and is freed the moment the count reaches
zero. Objects in a cycle never reach zero, so a collector, run when enough containers have piled
up, looks for groups that only refer to each other. Small objects, up to 512 bytes, lie in pools
of equal blocks inside arenas of 1 MiB; an arena goes back to the system only when wholly empty.

## Pitfalls

- *Python collects garbage by mark and sweep.* Counting comes first and does nearly all the work;
  the collector is for cycles alone, and `gc.disable()` stops nothing else.
- *`del x` frees the object.* It takes a name away. The object goes with its last reference, which
  a cache, a traceback, a closure or a bound method may still have.
- *`gc.collect()` gives the memory back.* It frees objects. One survivor keeps its arena, so a
  process stays as large as its peak while a few objects are scattered over it.
- *Numbers live on the stack, objects on the heap.* Every object is on the heap; names, frames and
  containers hold references.

## Asked next

- *How do you find a leak?* Compare two `tracemalloc` snapshots for the line, then ask
  `gc.get_referrers` who holds it. Often it is a cache without a limit.
- *How do you avoid a cycle?* Let one side hold a `weakref`: the child its parent, the cache its
  values (`WeakValueDictionary`).
- *When does the collector run?* When containers allocated less those freed exceed
  `gc.get_threshold()[0]`: 700, and 2,000 from 3.13. Those that survive are looked at less often.
- *Why is the count of `None` so large?* Since 3.12 it is immortal (PEP 683): its count is fixed.
- *A worker does not shrink. What now?* Work through a generator, so that the peak never comes, or
  let processes end: a process's memory does go back when it exits.

## Sources

- https://github.com/python/cpython/blob/main/InternalDocs/garbage_collector.md
- https://github.com/python/cpython/blob/main/Objects/obmalloc.c
- https://docs.python.org/3/library/gc.html, https://docs.python.org/3/c-api/memory.html
- https://peps.python.org/pep-0442/ (finalizers in cycles), PEP 683 (immortal objects)
"""  # noqa: RUF002 -- the question stands as it was asked

import gc
import re
import sys
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Literal, TypeAlias

from pyinterview.lab.evidence import BadInput, Claim, Demo, Table
from pyinterview.lab.memory import peak_bytes
from pyinterview.lab.naming import load_named, told

__all__: list[str] = []

Freed: TypeAlias = Literal["refcount", "collector", "immortal", "held"]
IMMORTAL = 2**29  # the counts of static and immortal objects begin here; no program gets so far

# Run in an interpreter of its own, because the arenas of this one are in use. -I also ignores
# PYTHONMALLOC, which would choose another allocator.
SCATTER = """
import sys
things = [object() for _ in range(int(sys.argv[1]))]
sys._debugmallocstats()
kept = things[:: int(sys.argv[2])]
del things
sys._debugmallocstats()
del kept
sys._debugmallocstats()
"""


def reference_count(thing: object) -> int:
    """Return how many references to *thing* there are, without those that asking takes.

    `sys.getrefcount` counts some of its own, how many depends on the version: an object that
    nobody else knows tells.

    >>> name = object(); other = name; box = [name, name]
    >>> reference_count(name)
    4
    """
    boxes = [thing], [object()]
    del thing
    return sys.getrefcount(boxes[0][0]) - sys.getrefcount(boxes[1][0])


def lifetime(build: Callable[[], object]) -> Freed:
    """Return what frees the result of ``build()`` when its last name is gone.

    ``'refcount'``: nothing else refers to it. ``'collector'``: only what the collector finds to be
    unreachable does. ``'held'``: something alive does. ``'immortal'``: it is never freed.
    Passes on what *build* raises; the collector is as before afterwards.

    >>> def ring(): parent = []; parent.append(parent); return parent
    >>> lifetime(list), lifetime(ring), lifetime(lambda: sys)
    ('refcount', 'collector', 'held')
    """
    with _collector_off():
        thing = build()
        count = reference_count(thing)
        if count == 1:
            return "refcount"
        if count >= IMMORTAL:
            return "immortal"
        if not gc.is_tracked(thing):  # it is in no cycle, but something in one may hold it
            gc.collect()
            return "collector" if reference_count(thing) == 1 else "held"
        address = id(thing)
        del thing  # it lives on, so no other object can have this address
        return "collector" if address in _unreachable() else "held"


@contextmanager
def _collector_off() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _unreachable() -> set[int]:
    flags, before = gc.get_debug(), len(gc.garbage)
    gc.set_debug(gc.DEBUG_SAVEALL)  # what it finds is listed instead of freed
    try:
        gc.collect()
        return set(map(id, gc.garbage[before:]))
    finally:
        gc.set_debug(flags)
        del gc.garbage[before:]
        gc.collect()


def sightings(build: Callable[[], object]) -> tuple[bool | None, bool | None]:
    """Return whether the result of ``build()`` is alive without a name, and after a collection.

    A weak reference sees it. Lists, dictionaries and tuples take none: the collector's list of
    containers shows whether they are alive at first, but drops some of the living later. What
    cannot be seen is None.

    >>> sightings(set), sightings(list), sightings(lambda: "text")
    ((False, False), (False, None), (None, None))
    """
    with _collector_off():
        thing = build()
        try:
            look = weakref.ref(thing)
        except TypeError:
            address = id(thing)
            if address not in map(id, gc.get_objects()):
                return None, None
            del thing
            return address in map(id, gc.get_objects()), None
        del thing
        nameless = look() is not None
        gc.collect()
        return nameless, look() is not None


def arenas(objects: int = 500_000, keep_every: int = 5_000) -> list[int]:
    """Return how many arenas a new interpreter has with that many objects, a few, and none of them.

    The few are one in *keep_every*. The list is empty where this build of Python does not tell.

    >>> len(arenas(10, 5)) in (0, 3)
    True
    """
    import subprocess  # noqa: PLC0415 -- slow to import

    command = [sys.executable, "-I", "-S", "-c", SCATTER, str(objects), str(keep_every)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 -- this interpreter
    told_of = re.findall(r"# arenas allocated current *= *([0-9,]+)", run.stderr)
    return [int(number.replace(",", "")) for number in told_of]


class Node:
    """Something with a parent and a child, that takes weak references."""

    parent: Any = None
    child: Any = None


class Failure(Exception):
    """An exception of Python code, which takes weak references too."""


SHARED = Node()


def family() -> Node:
    """Build a parent that knows its child."""
    parent = Node()
    parent.child = Node()
    return parent


def ring() -> Node:
    """Build a parent and a child that know each other."""
    parent = family()
    parent.child.parent = parent
    return parent


def weak_ring() -> Node:
    """Build the same with a weak reference to the parent."""
    parent = family()
    parent.child.parent = weakref.ref(parent)
    return parent


def kept_failure() -> Exception:
    """Keep an exception in a local of the frame that its traceback holds."""
    try:
        raise Failure  # noqa: TRY301 -- the traceback through this frame is the point
    except Failure as failure:
        kept = failure
    return kept


def shared() -> Node:
    """Return what a module goes on holding."""
    return SHARED


STRUCTURES: dict[str, Callable[[], object]] = {
    "a parent that knows its child": family,
    "parent and child know each other": ring,
    "the child knows its parent weakly": weak_ring,
    "an exception in its own frame": kept_failure,
    "what a module holds as well": shared,
}


def demo_memory(build: str = "[1, 2]") -> Demo:
    """See what frees your own object, what a cycle needs, and why a process does not shrink.

    --build is an expression, which is evaluated a few times, or the module:function of yours, which
    is imported from the working directory too and called without arguments.
    """
    make = _maker(build)
    rows = _described(make())
    freed, seen = lifetime(make), sightings(make)
    yield Table(f"What {build:.60} builds", ("", "it"), [*rows.items(), ("freed by", freed)])
    if seen[0] is None:
        yield "Nothing can watch it go: it takes no weak reference, nor does the collector list it."
    else:
        steady = {lifetime(make), lifetime(make)} == {freed} and rows["has a __del__"] == "no"
        yield _agreement(build, freed, seen, steady=steady)
    yield from _structures()
    yield _counting()
    yield _peak()
    yield _arenas()


def _described(thing: object) -> dict[str, object]:
    def yes(answer: object) -> str:
        return "yes" if answer else "no"

    return {
        "type": type(thing).__qualname__,
        "bytes of its own": sys.getsizeof(thing),
        "tracked by the collector": yes(gc.is_tracked(thing)),
        "takes weak references": yes(type(thing).__weakrefoffset__),
        "has a __del__": yes(hasattr(type(thing), "__del__")),
    }


def _maker(build: str) -> Callable[[], object]:
    from keyword import iskeyword  # noqa: PLC0415 -- needed here alone

    name = re.fullmatch(r"([^\W\d][\w.]*):[^\W\d][\w.]*", build)
    make: Any
    if name and not iskeyword(name[1]):
        try:
            make = load_named(build)
        except BadInput as error:
            raise BadInput(f"--build: {error}") from None
        if not callable(make):
            raise BadInput(f"--build: {build!r:.60} is not a function")
    else:
        code = _compiled(build)
        make = lambda: eval(code, {})  # noqa: E731, S307 -- short; the demo says that it evaluates

    def checked() -> object:
        try:
            return make()
        except (Exception, SystemExit) as error:  # noqa: BLE001 -- a reader's code may raise anything
            raise BadInput(f"--build: {build!r:.60} raised {told(error)}") from None

    return checked


def _compiled(build: str) -> Any:
    import warnings  # noqa: PLC0415 -- needed here alone

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `x is 1` is the reader's own affair
            return compile(build.strip(), "--build", "eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError, OverflowError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else told(error)
        raise BadInput(
            f"--build: {build!r:.60} is neither an expression nor module:function ({reason:.80})"
        ) from None


def _verdict(seen: tuple[bool | None, bool | None]) -> str:
    nameless, collected = seen
    if not nameless:
        return "refcount"
    return {None: "not refcount", False: "collector", True: "held"}[collected]


def _agreement(
    build: str, freed: Freed, seen: tuple[bool | None, bool | None], *, steady: bool
) -> Claim:
    expected = _verdict(seen)
    if expected == "not refcount":
        agree = freed != "refcount"
    else:
        agree = freed == expected or (freed, expected) == ("immortal", "held")  # types are, in 3.12
    unsure = not agree and not steady
    return Claim(
        f"what frees {build:.60}, told from its references, is what a look afterwards says",
        measured=f"{freed}, but its __del__ or a change each time may mislead" if unsure else freed,
        expected=expected,
        holds=None if unsure else agree,
    )


def _structures() -> Demo:
    freed = [lifetime(build) for build in STRUCTURES.values()]
    seen = [sightings(build) for build in STRUCTURES.values()]
    rows = [
        (name, *("alive" if alive else "gone" for alive in looks), by)
        for name, looks, by in zip(STRUCTURES, seen, freed, strict=True)
    ]
    columns = ("object", "without a name", "after gc.collect()", "freed by")
    yield Table("With the collector switched off, seen through weak references", columns, rows)
    expected = [_verdict(looks) for looks in seen]
    yield Claim(
        "what frees each of these, told from its references, is what a weak reference sees",
        measured=freed,
        expected=expected,
        holds=freed == expected,
    )
    said: dict[Any, str] = {(True, False): "gone after one", (False, False): "gone at once"}
    both = [sightings(ring), sightings(weak_ring)]
    yield Claim(
        "a cycle outlives its last name until a collection; with one weak link it does not",
        measured=", ".join(said.get(looks, "alive for good") for looks in both),
        expected="gone after one, gone at once",
        holds=both == [(True, False), (False, False)],
    )


def _counting() -> Claim:
    thing = Node()
    counts = [reference_count(thing)]
    other = thing
    counts.append(reference_count(thing))
    box = [other, other]
    counts.append(reference_count(thing))
    del other, box
    counts.append(reference_count(thing))
    return Claim(
        "references with one name, with two, with a list of it twice, and without those again",
        measured=counts,
        expected=[1, 2, 4, 1],
        holds=counts == [1, 2, 4, 1],
    )


def _peak() -> Claim:
    n = 20_000
    listed = peak_bytes(lambda: sum([number * number for number in range(n)]))
    streamed = peak_bytes(lambda: sum(number * number for number in range(n)))
    return Claim(
        f"summing {n:,} squares from a list needs over 100 times the memory of a generator",
        measured=f"{listed:,} and {streamed:,} bytes at the peak: {listed // streamed:,} times",
        expected="at least 100 times",
        holds=listed >= 100 * streamed,
    )


def _arenas() -> Claim:
    objects, keep_every = 500_000, 5_000
    counts = arenas(objects, keep_every)
    text = f"one in {keep_every:,} of {objects:,} objects keeps the memory of all"
    if len(counts) != 3:
        reason = "this build of Python does not tell of its arenas"
        return Claim(text, reason, "arenas before and after", holds=None)
    full, few, none = counts
    return Claim(
        text,
        measured=f"{full} arenas with all objects, {few} with the few, {none} with none",
        expected="hardly fewer with the few, half or less with none",
        holds=few >= 0.8 * full and none <= full / 2,
    )
