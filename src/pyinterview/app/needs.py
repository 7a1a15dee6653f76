"""What an optional dependency group brings, and the sentence for when it is missing."""

import re
import shlex
import sys

DISTRIBUTION = "pyinterview-answers"


class Missing(Exception):
    """Something needs an extra that is not installed."""


def install_command(extra: str) -> str:
    """Return the command that installs *extra* into this interpreter."""
    return f'{shlex.quote(sys.executable)} -m pip install "{DISTRIBUTION}[{extra}]"'


def require(modules: dict[str, str], what: str, extra: str) -> None:
    """Raise `Missing` unless every module (name to package) can be imported."""
    import importlib.util  # noqa: PLC0415 -- only here

    for module, package in modules.items():
        if importlib.util.find_spec(module) is None:
            raise Missing(f"{what} needs {package}: {install_command(extra)}")


def packages_of(extra: str) -> list[str]:
    """Return the names of the packages that *extra* installs."""
    from importlib.metadata import PackageNotFoundError, requires  # noqa: PLC0415 -- slow

    try:
        lines = requires(DISTRIBUTION) or []
    except PackageNotFoundError:
        return []
    wanted = [line for line in lines if re.search(rf"extra == ['\"]{extra}['\"]", line)]
    return [re.split(r"[^A-Za-z0-9_.-]", line)[0] for line in wanted]


def installed_version(package: str) -> str | None:
    """Return the installed version of *package*, or None."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 -- slow

    try:
        return version(package)
    except PackageNotFoundError:
        return None
