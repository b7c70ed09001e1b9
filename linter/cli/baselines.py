"""What `check` does with a baseline: reads it, drops known findings from a run, rewrites it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linter.errors import BaselineError, UsageError
from linter.files.writer import write_atomically
from linter.messages.phrases import Count, Phrase, template
from linter.reporters.baseline import Baseline
from linter.reporters.report import every_error
from linter.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linter.cli.console import Console
    from linter.cli.run_config import RunConfig
    from linter.reporters.report import Run


def run_against(path: Path, work: Callable[[], Run], config: RunConfig) -> Run:
    """A run without the findings that a baseline has.

    Args:
        path: the baseline's file, which is read before the run.
        work: makes the run.
        config: has the rules of the run.

    Raises:
        UsageError: the file does not exist.
        BaselineError: it is not a baseline.
    """
    if not path.exists():
        raise UsageError("this baseline does not exist yet; --write-baseline creates it", path=str(path))
    before = Baseline.read(path)
    run = work()
    filtered = before.filter(run.files, {rule.id for rule in config.rules})
    return replace(run, files=filtered.reports, known=filtered.known, gone=filtered.gone)


def rewrite(path: Path, work: Callable[[], Run], config: RunConfig, console: Console, *, whole: bool) -> int:
    """Brings a baseline up to date and says how it differs.

    Args:
        path: the baseline's file, which need not be there yet.
        work: makes the run.
        config: has the packs and the rules of the run.
        console: prints how it differs.
        whole: whether the run checks everything, so that a baseline that cannot be read is simply replaced: a
            merge may have left conflict markers in it.

    Returns:
        The exit status: 2 if a file could not be done, which keeps what the baseline has of it.

    Raises:
        BaselineError: the file is not a baseline, or cannot be read and is needed.
    """
    before = _before(path, console, whole=whole)
    run = work()
    known_rules = {rule.id for pack in config.packs for rule in pack.rules}
    after = before.updated(run.files, {rule.id for rule in config.rules}, known_rules)
    write_atomically(path, after.dump())
    known = Count(after.count(), "{count} known problem", "{count} known problems")
    console.say("{path}: {known}, {before} before.", path=path, known=known, before=before.count())
    return 2 if every_error(run) else 0


def _before(path: Path, console: Console, *, whole: bool) -> Baseline:
    """What the baseline held before it is rewritten.

    Raises:
        BaselineError: it cannot be read and is needed, or is another file.
    """
    if not path.exists():
        return Baseline(path.parent, {})
    if not Baseline.recognises(path):
        message = template("is not a baseline and is left alone; name another file, or remove this one")
        raise BaselineError(message, path=str(path))
    try:
        return Baseline.read(path)
    except BaselineError as error:
        if not whole:
            raise
        console.print_error(Phrase("{reason}; it will be replaced", reason=error.text(console.locale)))
    return Baseline(path.parent, {})
