"""What `check` does with a baseline: reads it, takes out of a run what it knows, writes it anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from linter.cli.words import complain, locale, say
from linter.errors import BaselineError, UsageError
from linter.files.writer import write_atomically
from linter.messages.phrases import Count, Phrase
from linter.reporters.baseline import Baseline
from linter.reporters.report import every_error

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.cli.options import Choice
    from linter.reporters.report import Run


def run_against(path: Path, work: Callable[[], Run], chosen: Choice) -> Run:
    """A run without the findings that a baseline has.

    Args:
        path: the baseline's file; it is read before anything is done.
        work: makes the run.
        chosen: the rules of the run.

    Raises:
        UsageError: there is no such file.
        BaselineError: it is no baseline.
    """
    if not path.exists():
        raise UsageError("there is no baseline yet; --write-baseline makes it", path=str(path))
    before = Baseline.read(path)
    run = work()
    sifted = before.sift(run.files, {rule.id for rule in chosen.rules})
    return replace(run, files=sifted.reports, known=sifted.known, gone=sifted.gone)


def rewrite(path: Path, work: Callable[[], Run], chosen: Choice, *, whole: bool) -> int:
    """Brings a baseline up to date and says how it differs.

    Args:
        path: the baseline's file, which need not be there yet.
        work: makes the run.
        chosen: the rules of the run.
        whole: whether the run looks at everything, so that what the file holds need not be read: a merge may
            have left its marks in it.

    Returns:
        The exit status: 2 if a file could not be done, which keeps what the baseline has of it.

    Raises:
        BaselineError: the file is no baseline, and is needed.
    """
    before = _before(path, whole=whole)
    run = work()
    there = {rule.id for pack in chosen.packs for rule in pack.rules}
    after = before.updated(run.files, {rule.id for rule in chosen.rules}, there)
    write_atomically(path, after.dump())
    known = Count(after.count(), "{count} known problem", "{count} known problems")
    say("{path}: {known}, {before} before.", path=path, known=known, before=before.count())
    return 2 if every_error(run) else 0


def _before(path: Path, *, whole: bool) -> Baseline:
    """What a baseline held that is to be written."""
    try:
        if path.exists():
            return Baseline.read(path)
    except BaselineError as error:
        if not whole:
            raise
        complain(Phrase("{reason}; it is written anew", reason=error.text(locale())))
    return Baseline(path.parent, {})
