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
        with contextlib.suppress(OSError, ValueError):  # whoever read it is gone, and was told what could be
            stream.flush()
    # Taking a process apart object by object takes a sixth of a short run, and nothing is left to be closed.
    os._exit(status)


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line without exiting.

    Args:
        arguments: those after the program's name; the process's own if None.
    """
    from typer.main import get_command  # noqa: PLC0415 - so that importing the package stays light

    from linter.cli.app import ABORT, app, explain  # noqa: PLC0415
    from linter.cli.completion import answer_shells  # noqa: PLC0415
    from linter.cli.words import choose_locale, localise  # noqa: PLC0415

    given = sys.argv[1:] if arguments is None else arguments
    try:
        choose_locale(given, os.environ)
        command = get_command(app)
        localise(command)
        answer_shells()
        status = command.main(given, prog_name="seedlint", standalone_mode=False)
        sys.stdout.flush()
    except ABORT:
        return 130
    except (BrokenPipeError, SystemExit) as error:  # click makes an exit with 1 of the former
        if getattr(error, "code", None) == 0:  # a shell has got its completions
            return 0
        # Whoever read our output has enough; nothing more may be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 2
    except Exception as error:  # noqa: BLE001 - the one place where everything ends as a sentence
        with contextlib.suppress(OSError):  # nobody can be told when there is no room to say it
            explain(error)
        return 2
    return status if isinstance(status, int) else 0
