"""What `check` does with a baseline: reads it, takes out of a run what it knows, writes it anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from linter.baseline import Baseline
from linter.cli.words import complain, locale, say
from linter.errors import BaselineError, UsageError
from linter.phrases import Count, Phrase
from linter.writer import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from linter.cli.options import Choice
    from linter.reporters.report import Run


def read(path: Path, *, new: bool, whole: bool = False) -> Baseline:
    """The baseline in a file.

    Args:
        path: the file.
        new: whether it need not be there yet.
        whole: whether it is written anew from all files, so that what it holds need not be read: a merge may
            have left its marks in it.

    Raises:
        UsageError: there is no such file.
        BaselineError: it is no baseline.
    """
    if path.exists():
        try:
            return Baseline.read(path)
        except BaselineError as error:
            if not (new and whole):
                raise
            complain(Phrase("{reason}; it is written anew", reason=error.text(locale())))
            return Baseline(path.parent, {})
    if not new:
        raise UsageError("there is no baseline yet; --write-baseline makes it", path=str(path))
    return Baseline(path.parent, {})


def sift(run: Run, chosen: Choice, before: Baseline) -> Run:
    """A run without the findings that a baseline has."""
    sifted = before.sift(run.files, {rule.id for rule in chosen.rules})
    return replace(run, files=sifted.reports, known=sifted.known, gone=sifted.gone)


def write(run: Run, chosen: Choice, before: Baseline, path: Path) -> int:
    """Brings a baseline up to date and says how it differs.

    Returns:
        The exit status: 2 if a file could not be done, which keeps what the baseline has of it.
    """
    there = {rule.id for pack in chosen.packs for rule in pack.rules}
    after = before.updated(run.files, {rule.id for rule in chosen.rules}, there)
    write_atomically(path, after.dump())
    known = Count(after.count(), "{count} known problem", "{count} known problems")
    say("{path}: {known}, {before} before.", path=path, known=known, before=before.count())
    return 2 if run.errors or any(report.errors for report in run.files) else 0
