"""`seedlint undo`: restores the files that a run changed."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Annotated

from linter.cli.console import Console, echo
from linter.cli.define import Option
from linter.cli.options import Paths, as_paths
from linter.files.journal import unsafe
from linter.files.past_runs import past_runs
from linter.jobs import undo as job
from linter.messages.phrases import Count, Phrase, display, template
from linter.reporters.text import table


def undo(
    console: Console,
    paths: Paths = None,
    *,
    run: Annotated[
        int | None,
        Option("--run", metavar="N", help="The number of the run in --list; the newest if not given."),
    ] = None,
    list_: Annotated[bool, Option("--list", help="List the runs that can be undone.")] = False,
) -> int:
    """Undo what the last `fix`, `clean` or `convert --in-place` changed.

    Only files at or below the paths are restored, and none that was changed since.

    Exit status: 0 all is restored, 2 something is not.
    """
    reason = unsafe()
    if reason is not None:
        console.print_error(Phrase("{reason}; no recorded run is read from there", reason=reason))
    if list_:
        return _list(as_paths(paths), console)
    done = job.undo(as_paths(paths), run)
    for change in done.restored:
        what = template("{path}: removed") if change.before is None else template("{path}: restored")
        console.say(what, path=_short(change.path))
    console.print_errors(done.errors)
    console.say(
        "Undone: {files} of the run at {time}.",
        files=Count(len(done.restored), "{count} file", "{count} files"),
        time=_time(done.run.started),
    )
    return 2 if done.errors else 0


def _list(paths: list[Path], console: Console) -> int:
    """Prints the runs that changed something at or below the paths."""
    rows = []
    for number, past_run in enumerate(past_runs(), 1):
        changes = job.changed_below(past_run, paths)
        if changes:
            rows.append([str(number), _time(past_run.started), display(past_run.command), str(len(changes))])
    if rows:
        heads = (template("run"), template("time"), template("command"), template("files"))
        echo(table([Phrase(head).text(console.locale) for head in heads], rows, right=(0, 3)))
    else:
        console.say("There is nothing to undo here.")
    return 0


def _time(seconds: float) -> str:
    return time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(seconds))


def _short(path: Path) -> str:
    """A path below the current folder relative to it; any other path as it is."""
    short = os.path.relpath(path)
    return display(path if short.startswith("..") else short)
