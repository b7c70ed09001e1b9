"""The command line: parses, calls the jobs, prints, and turns the outcome into an exit status."""

from __future__ import annotations

import os
import sys

from linter.recall.runs import Run


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
        remembered = Run(sys.argv[1:])
        known = _answer(remembered)
        status = known if known is not None else _execute(remembered)
    except KeyboardInterrupt:
        status = 130
    _flush()
    # Destroying every object takes a sixth of a short run, and there is nothing left to close.
    os._exit(status)


def _answer(remembered: Run) -> int | None:
    """The exit status of a run that was answered from memory."""
    try:
        return remembered.answer()
    except BrokenPipeError:  # the reader has got all that it wanted
        return 2
    except OSError:  # the run itself will fail in the same way, and say why
        return None


def _execute(remembered: Run) -> int:
    from linter.collection import collect_rarely  # noqa: PLC0415 - a run that is answered from memory makes nothing

    collect_rarely()
    status = main(remembered=remembered)
    _flush()
    remembered.end(status)
    return status


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:  # contextlib is not imported for this
            stream.flush()
        except (OSError, ValueError):  # the reader has closed it, and has got all that could be written
            continue


def main(arguments: list[str] | None = None, *, remembered: Run | None = None) -> int:
    """Runs the command line without exiting.

    Args:
        arguments: those after the program's name; the process's own if None.
        remembered: listens to the run.
    """
    from linter.cli.program import execute  # noqa: PLC0415 - Ctrl-C while it is imported ends in `run`, too

    return execute(sys.argv[1:] if arguments is None else arguments, remembered)
