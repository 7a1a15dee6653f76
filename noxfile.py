"""Tests on every Python that is present: ``nox``."""

import nox

nox.options.default_venv_backend = "venv"
nox.options.download_python = "never"
nox.options.error_on_missing_interpreters = False


@nox.session(python=["3.11", "3.12", "3.13"])
def tests(session: nox.Session) -> None:
    """Run the whole suite."""
    session.install("-e", ".[dev]", "-c", "constraints.txt")
    session.run("pytest", *session.posargs)
