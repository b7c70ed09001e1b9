"""Restores what a run changed."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from linter.errors import LinterError, UsageError
from linter.files.past_runs import past_runs, restore
from linter.files.writer import sweep
from linter.messages.phrases import template
from linter.values import Struct, field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linter.files.journal import Change
    from linter.files.past_runs import PastRun


class Undone(Struct):
    """What was restored, and what could not be."""

    run: PastRun
    restored: list[Change] = field(default_factory=list)
    errors: list[LinterError] = field(default_factory=list)


def changed_below(run: PastRun, paths: Sequence[Path]) -> list[Change]:
    """What a run changed at or below some paths."""
    roots = [os.path.realpath(path) for path in paths]
    return [change for change in run.changes() if any(_is_below(str(change.path), root) for root in roots)]


def undo(paths: Sequence[Path], number: int | None = None) -> Undone:
    """Restores the files at or below some paths that a run changed.

    Files that were changed since are left alone and stay in the journal; restored ones are removed from it.

    Args:
        paths: files and folders.
        number: the run's number in `past_runs`, where the newest is 1; None for the newest that changed one
            of the files.

    Raises:
        UsageError: the run does not exist, or has not ended.
    """
    runs = past_runs()
    if number is not None:
        if not 0 < number <= len(runs):
            raise UsageError("run {number} does not exist; `seedlint undo --list` shows all", number=number)
        runs = [runs[number - 1]]
    for run in runs:
        try:
            with run.locked():
                changes = changed_below(run, paths)
                if changes:
                    return _undo(run, changes)
        except BlockingIOError:
            if changed_below(run, paths):
                message = template(
                    "the last run there has not ended, or is being undone; wait until it is done"
                )
                raise UsageError(message) from None
    raise UsageError("there is nothing to undo: no recorded run changed these files")


def _undo(run: PastRun, changes: list[Change]) -> Undone:
    done = Undone(run)
    finished = set[Path]()
    sweep(change.path for change in changes)
    for change in reversed(changes):
        try:
            if restore(change):
                done.restored.append(change)
            finished.add(change.path)
        except LinterError as error:
            done.errors.append(error)
    try:
        run.keep([change for change in run.changes() if change.path not in finished])
    except LinterError as error:
        done.errors.append(error)
    return done


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)
