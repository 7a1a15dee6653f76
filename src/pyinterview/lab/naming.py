"""Import what a reader names: ``module:function``, from the working directory too."""

import importlib
import os
import sys
from typing import Any

from pyinterview.lab.evidence import BadInput


def load_named(name: str) -> Any:
    """Import and return what *name* (``module:attribute``) stands for.

    The working directory is on the import path for this import alone, and last, so that a reader's
    own ``random.py`` takes nobody's place. Raises `BadInput` with one sentence for a name that
    cannot be imported.

    >>> load_named("bisect:bisect_left")([1, 3], 2)
    1
    """
    module_name, colon, attribute = name.partition(":")
    if not (module_name and colon and attribute):
        raise BadInput(f"{name!r:.60} is not of the form module:function")
    try:
        here = os.getcwd()  # noqa: PTH109 -- pathlib is slow to import
    except OSError:
        raise BadInput(
            "the working directory is gone, so nothing can be imported from it"
        ) from None
    before = sys.path[:]
    sys.path.append(here)
    try:
        found: Any = importlib.import_module(module_name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 -- a reader's module may raise anything
        raise BadInput(f"cannot import {module_name!r:.60}: {told(error)}") from None
    finally:
        sys.path[:] = before
    for part in attribute.split("."):
        if not hasattr(found, part):
            raise BadInput(f"{module_name!r:.60} has no {attribute!r:.60}")
        found = getattr(found, part)
    return found


def told(error: BaseException) -> str:
    """Write an exception in a few words, for a sentence.

    >>> told(KeyError("x")), told(ValueError())
    ("KeyError: 'x'", 'ValueError')
    """
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said:.100}" if said else type(error).__name__
