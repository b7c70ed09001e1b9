"""The program: runs a command line, and turns what goes wrong into a sentence."""

from __future__ import annotations

import contextlib
import os
import sys
from typing import TYPE_CHECKING

from linter.cli.console import Console
from linter.cli.direct import run_directly
from linter.cli.locale import choose_locale
from linter.errors import FileError, LinterError, internal_error, os_reason
from linter.lazy import save
from linter.messages.phrases import Locale, Phrase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.recall.runs import Run


def execute(arguments: Sequence[str], remembered: Run | None = None) -> int:
    """Runs the command line; whatever goes wrong is printed as a sentence.

    Args:
        arguments: those after the program's name.
        remembered: listens to commands that give the same for the same input.

    Returns:
        The exit status.
    """
    try:
        console = Console(choose_locale(arguments, os.environ), remembered)
    except LinterError as error:
        Console(Locale.ENGLISH).print_errors([error])
        return 2
    status = _execute(arguments, console)
    save()
    return status


def _execute(arguments: Sequence[str], console: Console) -> int:
    try:
        status = run_directly(arguments, console)
        if status is None:
            from linter.cli.parser import parse_and_run  # noqa: PLC0415 - a plain command line needs no typer

            return parse_and_run(arguments, console)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 130
    except (BrokenPipeError, SystemExit) as error:  # typer exits with 1 for the former
        if getattr(error, "code", None) == 0:  # the shell has got its completions
            return 0
        # The reader has closed our output; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except Exception as error:  # noqa: BLE001 - every failure becomes a sentence here
        with contextlib.suppress(OSError):  # standard error is full, too
            _explain(error, console)
        return 2
    return status


def _explain(error: Exception, console: Console) -> None:
    """Prints in a sentence why the job could not be done."""
    if isinstance(error, LinterError):
        console.print_errors([error])
    elif isinstance(error, OSError) and error.filename is not None:  # such as a name that is too long
        reason = FileError("cannot be used: {reason}", path=str(error.filename), reason=os_reason(error))
        console.print_errors([reason])
    elif isinstance(error, OSError):  # ours are LinterErrors: what is left is our own output
        console.print_error(Phrase("the output cannot be written: {reason}", reason=os_reason(error)))
    else:
        console.print_errors([internal_error(error)])
