"""The command line: parses, calls the jobs, prints, and turns the outcome into an exit status."""

from __future__ import annotations

import contextlib
import os
import sys


def run() -> None:
    """The console script: runs the command line and exits.

    Status 0: clean; 1: findings, or a diff that is not empty; 2: the job could not be done; 130: stopped
    by Ctrl-C.
    """
    try:
        for name in ("stdout", "stderr"):
            if getattr(sys, name) is None:  # the caller closed it
                setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - until exit
            getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
        status = main()
    except KeyboardInterrupt:
        status = 130
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(
            OSError, ValueError
        ):  # the reader has closed it, and has got all that could be written
            stream.flush()
    # Destroying every object takes a sixth of a short run, and there is nothing left to close.
    os._exit(status)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line without exiting.

    Args:
        arguments: those after the program's name; the process's own if None.
    """
    from linter.cli.program import execute  # noqa: PLC0415 - Ctrl-C while it is imported ends in `run`, too

    return execute(sys.argv[1:] if arguments is None else arguments)
