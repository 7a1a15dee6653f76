"""Refuse, inside a graded process, what an answer never does.

`confine` forbids to write files, start programs or open connections; an audit hook cannot be taken
back, so it is for processes that end soon. `Helpers` notices an answer that lets the standard
library, or our own answer, do its work. Both stop accidents and lazy cheats; neither is a wall
against code that means harm.
"""

import ast
import copy
import dis
import inspect
import os
import re
import socket
import sys
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FrameType
from typing import Any, TypeVar

WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
CHANGING = {
    "os.chmod", "os.chown", "os.link", "os.listxattr", "os.mkdir", "os.remove", "os.removexattr",
    "os.rename", "os.rmdir", "os.setxattr", "os.symlink", "os.truncate", "os.utime",
    "shutil.rmtree", "sqlite3.connect",
}  # fmt: skip
FORBIDDEN = {
    "gc.get_objects", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.killpg", "os.posix_spawn",
    "os.spawn", "os.system", "resource.prlimit", "resource.setrlimit", "signal.pthread_kill",
}  # fmt: skip
FORBIDDEN_FAMILIES = ("ctypes.", "pty.", "socket.", "subprocess.")

MARKS = {  # how an instruction's name is written among the words of a function
    "IMPORT_FROM": ".", "LOAD_ATTR": ".", "LOAD_METHOD": ".", "LOAD_SUPER_ATTR": ".",
    "IMPORT_NAME": "import ", "LOAD_GLOBAL": "", "LOAD_NAME": "",
}  # fmt: skip
LOOKS, LOOKS_IN_A_TEST = 2_000, 20_000  # in one call, and in all of a test: profiling is slow
DISPLAYS = (ast.Dict, ast.DictComp)
INSTRUMENTS = {"_getframe", "currentframe", "f_back", "gc", "setprofile", "settrace", "tally"}


class Refused(PermissionError):
    """An answer may not do this."""


def confine(folder: str) -> None:
    """From now on allow writing below *folder* alone, and neither programs nor connections."""
    inside = (os.path.realpath(folder) + os.sep, os.devnull)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "socket.__new__" and arguments[1] == socket.AF_UNIX:
            return  # asyncio's loop wakes itself through a pair of these; they lead nowhere else
        if event in FORBIDDEN or event.startswith(FORBIDDEN_FAMILIES):
            raise Refused(f"an answer may not call {event}")
        if event == "open":
            path, mode, flags = arguments
            # os.open gives no mode; a directory that it opens would be a way to the files inside.
            if flags & WRITING or (mode is None and is_folder(path)):
                refuse_outside(path, inside)
        elif event in CHANGING:
            for path in arguments[:2]:
                refuse_outside(path, inside)

    sys.addaudithook(hook)


def is_folder(path: Any) -> bool:
    """Tell whether *path* names a directory."""
    return isinstance(path, str | bytes | os.PathLike) and os.path.isdir(path)  # noqa: PTH112 -- no pathlib inside a hook


def refuse_outside(path: Any, inside: tuple[str, ...]) -> None:
    """Raise `Refused` for a path that is not in the temporary directory."""
    if isinstance(path, str | bytes | os.PathLike):
        real = os.path.realpath(os.fsdecode(path))
        if not (real + os.sep).startswith(inside):
            raise Refused(f"an answer may not write to {real[:100]}")


class Helpers:
    """Knows what *name* is to do by hand, and sees it done by others: by word, and when it runs.

    *forbidden* comes from ``hints.toml``: "sorted" is a name, ".sort" a method or a name imported
    from somewhere, "import heapq" a module, "{}" a dict written out. *original* is our own answer;
    *accuse* hears what is seen, in a sentence.
    """

    def __init__(
        self,
        name: str,
        forbidden: Iterable[str],
        original: Callable[..., Any],
        accuse: Callable[[str], object],
    ) -> None:
        self.name = name
        self.forbidden = set(forbidden)
        self.by_hand = {bare(word) for word in self.forbidden}
        self.modules = {bare(word) for word in self.forbidden if word.startswith("import ")}
        ours = ast.parse(inspect.getsource(sys.modules[original.__module__]))
        # Where our own answer looks at frames, others may.
        self.curious = bool({bare(word).lower() for word in words_of(ours, name)} & INSTRUMENTS)
        self.answers = list(codes_of_answers())  # kept, or their ids would be given to others
        self.ours = set(map(id, self.answers))
        self.accuse = accuse
        self.rest()

    def rest(self) -> None:
        """Look again: a new test begins."""
        self.left = LOOKS_IN_A_TEST

    def named_in(self, tree: ast.Module) -> str | None:
        """Return what is wrong with the words that the reader's function reaches, if anything."""
        if any(map(always_true, ast.walk(tree))):
            return "it defines objects that are equal to everything"
        if "{}" in self.forbidden and any(isinstance(n, DISPLAYS) for n in ast.walk(tree)):
            return by_hand("a dict")
        return self.word_in(tree)

    def word_in(self, tree: ast.Module) -> str | None:
        """Return what is wrong with one of the words, if anything."""
        kinds = ast.FunctionDef | ast.AsyncFunctionDef
        written = {node.name for node in ast.walk(tree) if isinstance(node, kinds)}
        for word in words_of(tree, self.name):
            name = bare(word)
            if name == "pyinterview" and not re.match(r"\W*(import )?pyinterview\.lab\b", word):
                return "it uses pyinterview's own answer"
            if name in written:
                continue
            if word in self.forbidden or (word.startswith("'") and name in self.by_hand):
                return by_hand(name)
            if name in INSTRUMENTS and not self.curious:
                return f"it uses {name}, which no answer needs"
            if word.startswith("import ") and name not in {"pyinterview", *sys.stdlib_module_names}:
                return f"it imports {name}; an answer needs the standard library alone"
        return None

    def __enter__(self) -> None:
        """Begin to look."""
        self.looks, self.tired = 0, self.left <= 0
        self.before = sys.getprofile()
        sys.setprofile(None if self.tired else self)

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Make sure that nobody put an end to it, but for the want of stack or memory."""
        starved = kind is not None and issubclass(kind, RecursionError | MemoryError)
        found = sys.getprofile()  # before tired is read: this very call may be the last look
        if found is not self and not (found is None and self.tired) and not starved:
            self.accuse("it changes the profiler, which no answer needs")
        sys.setprofile(self.before)

    def __call__(self, frame: FrameType, event: str, called: Any) -> None:
        """Look, as a profiler, at the first of what the reader's function calls."""
        self.looks += 1
        self.left -= 1
        if self.looks > LOOKS or self.left <= 0:
            self.tired = True
            sys.setprofile(None)
        if event == "call":
            if id(frame.f_code) in self.ours:
                self.accuse("it calls pyinterview's own answer")
            module = module_of(frame)
            if module in sys.stdlib_module_names:
                self.look(frame.f_code.co_name, module)
        elif event == "c_call":
            self.look(called.__name__, called.__module__ or "builtins")  # a method has no module
            if called is sys._getframe and not self.curious:  # noqa: SLF001 -- to see who asks
                module = module_of(frame)
                if module == "inspect" or module not in sys.stdlib_module_names:
                    self.accuse("it looks at its callers, which no answer needs")

    def look(self, called: str, module: str) -> None:
        """Accuse a call of a helper, or of anything in a module of helpers."""
        if module.lstrip("_") in self.modules:
            self.accuse(by_hand(module.lstrip("_")))
        if called in self.by_hand - self.modules and module != "_operator":
            self.accuse(by_hand(called))


def always_true(node: ast.AST) -> bool:
    """Tell whether *node* defines an ``__eq__`` that looks at nothing."""
    if isinstance(node, ast.FunctionDef) and node.name == "__eq__":
        returns = [part.value for part in ast.walk(node) if isinstance(part, ast.Return)]
    elif isinstance(node, ast.Assign) and "__eq__" in map(ast.unparse, node.targets):
        returns = [getattr(node.value, "body", None)]
    else:
        return False
    return bool(returns) and all(
        isinstance(value, ast.Constant) and bool(value.value) for value in returns
    )


def by_hand(helper: str) -> str:
    """Say why *helper* must not be used."""
    return f"it uses {helper}, which is what it should do by hand"


def bare(word: str) -> str:
    """Return a word of `words` without its mark.

    >>> bare("import os.path"), bare(".sort"), bare("'sort'"), bare("sorted")
    ('os', 'sort', 'sort', 'sorted')
    """
    return word.removeprefix("import ").strip(".'").partition(".")[0]


def module_of(frame: FrameType) -> str:
    """Return the name of the package whose code runs in *frame*."""
    return str(frame.f_globals.get("__name__")).partition(".")[0]


def codes_of_answers() -> Iterator[CodeType]:
    """Yield the code of every function that the loaded answers export."""
    for name, module in list(sys.modules.items()):
        if name.startswith("pyinterview."):
            for word in getattr(module, "__all__", ()):
                # Every @contextmanager has the code of contextlib's own wrapper.
                code = getattr(inspect.unwrap(getattr(module, word)), "__code__", None)
                if code is not None:
                    yield code


DefT = TypeVar("DefT", ast.FunctionDef, ast.AsyncFunctionDef)


class Untyped(ast.NodeTransformer):
    """Takes the annotations off parameters and results: they would bring in words of their own."""

    def visit_arg(self, node: ast.arg) -> ast.arg:
        """Keep the name alone."""
        return ast.copy_location(ast.arg(node.arg), node)

    def visit_FunctionDef(self, node: DefT) -> DefT:
        """Forget what it returns."""
        self.generic_visit(node)
        node.returns = None
        return node

    def visit_AsyncFunctionDef(self, node: ast.AsyncFunctionDef) -> ast.AsyncFunctionDef:
        """Forget what it returns when it is awaited."""
        return self.visit_FunctionDef(node)


def reached(tree: ast.Module, name: str) -> Iterator[CodeType]:
    """Yield the code of each top-level statement that *name* needs, itself included."""
    bare_tree = Untyped().visit(copy.deepcopy(tree))
    parts = [part for node in bare_tree.body for part in name_by_name(node)]
    statements = [compile(ast.Module([part], []), "<answer>", "exec") for part in parts]
    wanted, grown = {name}, True
    while grown:
        grown = False
        for code in list(statements):
            if wanted & bound(code):
                statements.remove(code)
                wanted.update(map(bare, words(code)))
                grown = True
                yield code


def name_by_name(node: ast.stmt) -> Iterator[ast.stmt]:
    """Yield an import once for each name: who needs one of them need not need the others."""
    if not isinstance(node, ast.Import | ast.ImportFrom):
        yield node
        return
    for alias in node.names:
        one = copy.copy(node)
        one.names = [alias]
        yield one


def bound(code: CodeType) -> set[str]:
    """Return the names that a module's code binds, in whatever way."""
    return {str(step.argval) for step in dis.get_instructions(code) if step.opname == "STORE_NAME"}


def words(code: CodeType) -> Iterator[str]:
    """Yield the names in *code* but for local variables: 'sorted', '.sort', 'import heapq'.

    String constants come in quotes; the compiler has joined ``"sor" + "ted"`` by then.
    """
    for step in dis.get_instructions(code):
        mark = MARKS.get(step.opname)
        if mark is not None and isinstance(step.argval, str):
            yield mark + step.argval
    for constant in code.co_consts:
        if isinstance(constant, str) and constant.replace(".", "").isidentifier():
            yield f"'{constant}'"
        elif isinstance(constant, CodeType):
            yield from words(constant)


def words_of(tree: ast.Module, name: str) -> Iterator[str]:
    """Yield the words of the function *name* and of what it reaches in its module."""
    for code in reached(tree, name):
        yield from words(code)
