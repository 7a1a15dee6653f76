"""What the names in a program stand for, told from its text: nothing of it is run."""

import ast
import builtins
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, TypeAlias

COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)

Names: TypeAlias = dict[str, Any]  # "time.sleep", an expression, or "" if that is not known
Scopes: TypeAlias = tuple[Names, ...]  # from the inside out


class Place(NamedTuple):
    """Where a node stands."""

    path: str  # the names on the way to it, each with its dot
    here: Scopes  # what it sees
    inside: Scopes  # what the inside of a function sees there: that differs in a class
    runs_in: str  # the async function that runs it, or "" for none


def walked(tree: ast.Module) -> Iterator[tuple[ast.AST, Place]]:
    """Yield every node below a module with its place, in no order; code may be deep."""
    top = (bound(tree.body),)
    todo: list[tuple[ast.AST, Place]] = [(node, Place("", top, top, "")) for node in tree.body]
    while todo:
        node, at = todo.pop()
        yield node, at
        todo += _parts(node, at)


def _parts(node: ast.AST, at: Place) -> Iterator[tuple[ast.AST, Place]]:
    """The nodes below one, each with its place."""
    part: ast.AST
    if isinstance(node, FUNCTIONS):
        path = at.path + name_of(node)
        body: list[ast.AST] = [*node.body] if isinstance(node.body, list) else [node.body]
        names = (bound([node.args, *body]), *at.inside)
        runs_in = path if isinstance(node, ast.AsyncFunctionDef) else ""
        for part in body:
            yield part, Place(f"{path}.<locals>.", names, names, runs_in)
        yield node.args, at  # evaluated where the definition stands
        for part in getattr(node, "decorator_list", ()):
            yield part, at
    elif isinstance(node, ast.ClassDef):
        names = (bound(node.body), *at.inside)
        for part in node.body:
            yield part, at._replace(path=f"{at.path}{node.name}.", here=names)
        for part in [*node.bases, *node.keywords, *node.decorator_list]:
            yield part, at
    else:
        if isinstance(node, COMPREHENSIONS):
            own = bound([each.target for each in node.generators])
            at = at._replace(here=(own, *at.here))
        for part in ast.iter_child_nodes(node):
            yield part, at


def name_of(function: ast.AST) -> str:
    """Return the name of a function; a lambda's is in angle brackets, as in a traceback."""
    return str(getattr(function, "name", "<lambda>"))


def dotted(node: ast.expr, scopes: Scopes) -> str:
    """Return what an expression names, or "" if that is not known.

    After ``import collections as c`` the name of ``c.deque`` is collections.deque, and after
    ``s = socket.socket()`` that of ``s.recv`` is socket.socket().recv.
    """
    ends: list[str] = []
    for _ in range(100):  # a = b; b = a
        match node:
            case ast.Attribute(value=value, attr=attr):
                ends.append(f".{attr}")
                node = value
            case ast.Call(func=function):
                ends.append("()")
                node = function
            case ast.Name(id=name):
                while scopes and name not in scopes[0]:
                    scopes = scopes[1:]
                # A name that nobody binds is built in, or nothing that we know.
                known = scopes[0][name] if scopes else name if hasattr(builtins, name) else ""
                if isinstance(known, str):
                    return known and known + "".join(reversed(ends))
                node = known
            case _:
                break
    return ""


def bound(body: Iterable[ast.AST]) -> Names:
    """Return the names that a scope binds itself; those of an import win over others."""
    imported: Names = {}
    others: Names = {}
    values: dict[int, ast.expr] = {}  # of the targets that are a plain name
    todo = list(body)
    while todo:
        node = todo.pop()
        match node:
            case (
                ast.Assign(targets=[ast.Name() as target], value=value)
                | ast.AnnAssign(target=ast.Name() as target, value=ast.expr() as value)
                | ast.NamedExpr(target=target, value=value)
                | ast.withitem(optional_vars=ast.Name() as target, context_expr=value)
            ):
                values[id(target)] = value
        for name, origin in _imported(node):
            # Of two origins, as of two values, we know neither.
            imported[name] = origin if imported.get(name, origin) == origin else ""
        for name in _stored(node):
            others[name] = "" if name in others else values.get(id(node), "")
        if not isinstance(node, (*FUNCTIONS, *COMPREHENSIONS, ast.ClassDef)):
            todo += ast.iter_child_nodes(node)
    return others | imported


def _imported(node: ast.AST) -> Iterator[tuple[str, str]]:
    match node:
        case ast.ImportFrom(module=module, names=names, level=level):
            for alias in names:
                yield alias.asname or alias.name, f"{'.' * level}{module}.{alias.name}"
        case ast.Import(names=names):
            for alias in names:
                first = alias.name.partition(".")[0]
                yield alias.asname or first, alias.name if alias.asname else first


def _stored(node: ast.AST) -> list[str]:
    match node:
        case (
            ast.FunctionDef(name=name)
            | ast.AsyncFunctionDef(name=name)
            | ast.ClassDef(name=name)
            | ast.Name(id=name, ctx=ast.Store())
            | ast.arg(arg=name)
            | ast.ExceptHandler(name=str(name))
            | ast.MatchAs(name=str(name))
            | ast.MatchStar(name=str(name))
            | ast.MatchMapping(rest=str(name))
        ):
            return [name]
    return []
