"""`seedlint undo`: give files back what a run took."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

import typer

from linter.cli.options import Paths, as_paths, print_errors
from linter.cli.words import locale, say
from linter.messages.phrases import Count, Phrase, display, template


def undo(
    paths: Paths = None,
    *,
    run: Annotated[
        int | None,
        typer.Option("--run", metavar="N", help="Which run, as --list counts them; the newest if not given."),
    ] = None,
    list_: Annotated[bool, typer.Option("--list", help="List the runs that can be undone.")] = False,
) -> int:
    """Undo what the last `fix`, `clean` or `convert --in-place` changed.

    Only files at or below the paths are restored, and none that was changed since.

    Exit status: 0 all is restored, 2 something is not.
    """
    from linter.jobs.undo import undo as job  # noqa: PLC0415 - see linter.cli.options

    if list_:
        return _list(as_paths(paths))
    done = job(as_paths(paths), run)
    for change in done.restored:
        what = template("{path}: removed") if change.before is None else template("{path}: restored")
        say(what, path=_short(change.path))
    print_errors(done.errors)
    say(
        "Undone: {files} of the run at {time}.",
        files=Count(len(done.restored), "{count} file", "{count} files"),
        time=_time(done.run.started),
    )
    return 2 if done.errors else 0


def _list(paths: list[Path]) -> int:
    """The runs that changed something there."""
    from linter.files.journal import past_runs  # noqa: PLC0415
    from linter.jobs.undo import changed_below  # noqa: PLC0415
    from linter.reporters.text import table  # noqa: PLC0415

    rows = []
    for number, each in enumerate(past_runs(), 1):
        changes = changed_below(each, paths)
        if changes:
            rows.append([str(number), _time(each.started), display(each.command), str(len(changes))])
    if rows:
        heads = (template("run"), template("time"), template("command"), template("files"))
        typer.echo(table([Phrase(head).text(locale()) for head in heads], rows, right=(0, 3)))
    else:
        say("There is nothing to undo here.")
    return 0


def _time(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))


def _short(path: Path) -> str:
    """A path as one would name it from the current folder, if it lies below."""
    short = os.path.relpath(path)
    return display(path if short.startswith("..") else short)
