"""One run of the command line: streams, signals, and failures as one sentence each."""

import io
import os
import signal
import sys
from types import FrameType

from pyinterview.app.codes import DEFECT, GONE, INTERRUPTED, MISSING, NO_OUTPUT, WRONG

NARROWEST = 20


class Stopped(BaseException):
    """A signal asked us to end; raised where we are, so that everything is cleaned up."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def stop(number: int, _: FrameType | None) -> None:
    """Turn a signal into `Stopped`."""
    raise Stopped(number)


def session(arguments: list[str]) -> int:
    """Run one command and return its exit code; nothing ever leaves here as a traceback."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) is signal.SIG_DFL:  # nohup's choice is kept
            signal.signal(number, stop)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a C locale loses a letter, not the answer
    columns = os.environ.get("COLUMNS", "80")
    if not (columns.isascii() and columns.isdigit() and int(columns[:9]) >= NARROWEST):
        del os.environ["COLUMNS"]  # too narrow a width sends the drawing of help round in circles
    try:
        return printed(arguments)
    except Stopped as error:
        return 128 + error.number
    except KeyboardInterrupt:
        return INTERRUPTED


def printed(arguments: list[str]) -> int:
    """Run one command and make sure that what it printed has arrived."""
    if sys.stdout is None:
        return complain("standard output is closed", NO_OUTPUT)
    try:
        code = run(arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        drop_output()
        return GONE
    except OSError as error:
        drop_output()
        return complain(f"cannot write the output: {error.strerror or error}", NO_OUTPUT)
    return code


def run(arguments: list[str]) -> int:
    """Run one command; its failures become one sentence and an exit code."""
    from pyinterview.app import cli  # noqa: PLC0415 -- after the signals are set
    from pyinterview.app.inputs import WrongOption  # noqa: PLC0415
    from pyinterview.app.needs import Missing  # noqa: PLC0415
    from pyinterview.app.resolve import NotWritten, Unknown  # noqa: PLC0415
    from pyinterview.lab.evidence import BadInput  # noqa: PLC0415

    try:
        return cli.main(arguments)
    except (BadInput, Unknown, WrongOption) as error:
        return complain(str(error), WRONG)
    except (Missing, NotWritten) as error:
        return complain(str(error), MISSING)
    except OSError:
        raise
    except Exception as error:  # noqa: BLE001 -- the last resort, and it writes a log
        return complain(defect(error), DEFECT)


def complain(sentence: str, code: int) -> int:
    """Print one sentence on standard error and return *code*."""
    if sys.stderr is not None:
        try:
            sys.stderr.write(f"pyinterview: {sentence}\n")
            sys.stderr.flush()
        except OSError:  # nobody listens
            return code
    return code


def defect(error: Exception) -> str:
    """Write a log of an unexpected error and return the sentence that names it."""
    import tempfile  # noqa: PLC0415 -- only on this path
    import traceback  # noqa: PLC0415 -- only on this path

    said = f"a defect of ours ({type(error).__name__}: {str(error)[:60]!r})"
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix="pyinterview-", suffix=".log", delete=False, encoding="utf-8"
        ) as log:
            log.write("".join(traceback.format_exception(error)))
    except OSError as problem:
        return f"{said}; no log could be written: {problem.strerror}"
    return f"{said}; please report it with {log.name}"


def drop_output() -> None:
    """Send what is still buffered nowhere, so that the interpreter's exit stays quiet."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
